import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, expect, it } from 'vitest';
import { type OwnChain, ownChainQuery } from '../features/chains/own-chain-query.ts';
import { type CoinMilestones, milestonesQuery } from '../features/markets/milestones-query.ts';
import { FAN_ID, forgetFan, stubDatabase } from '../lib/testing/database-harness.ts';
import { filledCache } from '../lib/testing/filled-cache.ts';
import { StageMilestones } from './stage-milestones.tsx';

afterEach(forgetFan);

const CHAIN: OwnChain = { id: '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c11', title: 'Two step', links: 4 };
const COIN: CoinMilestones = { performanceId: '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c01', symbol: 'BUS', holders: 3, reached: [] };

function show(chain: OwnChain | null, coins: CoinMilestones[] = []) {
  stubDatabase();
  const cache = filledCache();
  cache.setQueryData(ownChainQuery(FAN_ID).queryKey, chain);
  cache.setQueryData(milestonesQuery(FAN_ID).queryKey, coins);
  const router = createMemoryRouter([{ path: '*', element: <StageMilestones userId={FAN_ID} /> }]);
  render(
    <QueryClientProvider client={cache}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return router;
}
const row = () => screen.getByRole('button', { name: /First chain with 10 links/ });

it('says how far the longest chain is, and leads there', () => {
  const router = show(CHAIN);
  screen.getByRole('img', { name: '40 percent of the way to 10 links' });
  expect(row().textContent).toContain('Two step · 4 of 10');
  fireEvent.click(row());
  expect(router.state.location.pathname).toBe(`/chains/${CHAIN.id}`);
});

it('says that it was reached, from ten on', () => {
  show({ ...CHAIN, links: 12 });
  screen.getByRole('img', { name: 'Reached' });
  expect(row().textContent).toContain('Two step · 12 links');
});

it('stands below the coins; who has a coin and no chain is led to start one, who has neither sees nothing', () => {
  const router = show(null, [COIN]);
  expect(screen.getAllByRole('listitem').at(-1)?.textContent).toContain('Start one');
  fireEvent.click(row());
  expect(router.state.location.pathname).toBe('/chains');
  forgetFan();
  show(null);
  expect(screen.queryByRole('heading', { name: 'Milestones' })).toBeNull();
});
