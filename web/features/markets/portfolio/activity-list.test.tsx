import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { tradeProps } from '../testing/trade-props.ts';
import { settlingStore, tradeSession } from '../trade/trade-session.ts';
import { ActivityList } from './activity-list.tsx';

afterEach(() => {
  cleanup();
  settlingStore.set([]);
});

it.each([
  [false, '0.05 ETH'],
  [true, '•••'],
])('a trade that settles hides its amount with all others: %s', (hidden, amount) => {
  const session = tradeSession(tradeProps([]).subject, 'buy');
  session.state.set({ ...session.state.get(), amount: 50_000_000_000_000_000n });
  settlingStore.set([session]);
  render(
    <ActivityList trades={[]} coins={[]} rate={null} names={undefined} hidden={hidden} openTake={vi.fn()} onExport={vi.fn()} />,
  );
  expect(screen.getByText('Buying NIGHTBUS')).toBeDefined();
  expect(screen.getByText(amount)).toBeDefined();
});
