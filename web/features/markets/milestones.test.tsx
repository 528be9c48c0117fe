import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { FAN_ID, forgetFan, stubDatabase } from '../../lib/testing/database-harness.ts';
import { filledCache } from '../../lib/testing/filled-cache.ts';
import { coinQuery } from './coin-queries.ts';
import { Milestones } from './milestones.tsx';
import { type CoinMilestones, milestonesQuery } from './milestones-query.ts';
import { coinFixture } from './testing/coin-fixture.ts';

afterEach(forgetFan);

const NOVEMBER = new Date(new Date().getFullYear(), 10, 16, 12).getTime();
const coin = (n: number, change: Partial<CoinMilestones>): CoinMilestones => ({
  performanceId: `7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c0${n}`,
  symbol: `BUS${n}`,
  holders: 0,
  reached: [],
  ...change,
});

/** What each milestone says: where its ring stands, which it is, and how far. */
function show(coins: CoinMilestones[], live: Record<number, number> = {}) {
  stubDatabase();
  const cache = filledCache();
  cache.setQueryData(milestonesQuery(FAN_ID).queryKey, coins);
  coins.forEach(({ performanceId }, at) => {
    const holders = live[at];
    cache.setQueryData(coinQuery(performanceId).queryKey, holders === undefined ? null : coinFixture({ performanceId, holders }));
  });
  render(
    <QueryClientProvider client={cache}>
      <Milestones userId={FAN_ID} />
    </QueryClientProvider>,
  );
  return screen
    .queryAllByRole('listitem')
    .map(row => [row.querySelector('[role=img]')?.getAttribute('aria-label'), ...(row.textContent ?? '').split(/ holders/)]);
}

it('shows the milestone that was reached last and the way to the next, by the count of now', () => {
  const reached = [
    { holders: 100, at: NOVEMBER },
    { holders: 10, at: NOVEMBER - 1 },
  ];
  expect(show([coin(1, { holders: 300, reached })], { 0: 312 })).toEqual([
    ['Reached', '100', expect.stringMatching(/^Reached (16 Nov|Nov 16)$/)],
    ['62 percent of the way to 500 holders', '62%500', '312 of 500'],
  ]);
});

it('says of which coin where there are several, and begins with the first milestone', () => {
  expect(show([coin(1, { holders: 3 }), coin(2, {})])).toEqual([
    ['30 percent of the way to 10 holders', '30%10', '$BUS1 · 3 of 10'],
    ['0 percent of the way to 10 holders', '0%10', '$BUS2 · 0 of 10'],
  ]);
});

it('takes none as reached before its creator is told, nor back once the count falls', () => {
  const [early, fell] = [coin(1, { holders: 620 }), coin(2, { holders: 98, reached: [{ holders: 100, at: NOVEMBER }] })];
  expect(show([early, fell]).map(([ring]) => ring)).toEqual([
    '100 percent of the way to 10 holders',
    'Reached',
    '19 percent of the way to 500 holders',
  ]);
});

it('has no next after the last, and no heading where no coin is theirs', () => {
  expect(show([coin(1, { holders: 2_000_000, reached: [{ holders: 1_000_000, at: NOVEMBER }] })])).toHaveLength(1);
  screen.getByRole('heading', { name: 'Milestones' });
  forgetFan();
  expect(show([])).toEqual([]);
  expect(screen.queryByRole('heading')).toBeNull();
});

it('says that it could not be read, and reads again', async () => {
  const database = stubDatabase();
  database.answer = { status: 503, body: { code: 'XX000', message: 'away' } };
  render(
    <QueryClientProvider client={filledCache()}>
      <Milestones userId={FAN_ID} />
    </QueryClientProvider>,
  );
  const again = await screen.findByRole('button', { name: 'Try again' });
  database.answer = { status: 200, body: [] };
  again.click();
  await expect.poll(() => screen.queryByRole('heading')).toBeNull();
});
