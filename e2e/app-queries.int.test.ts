import { describe, expect, it } from 'vitest';
import { climbQuery, metricsQuery, receiptQuery, recentQuery } from '../web/features/engagement/engagement-queries.ts';
import { announcedQuery, ownTakesQuery } from '../web/features/launches/launch-queries.ts';
import { coinQuery, ownTradesQuery, pricesQuery } from '../web/features/markets/coin-queries.ts';
import { allCoinsQuery, sparksQuery } from '../web/features/markets/portfolio/portfolio-queries.ts';
import { FEEDS } from '../web/features/performances/feed-order.ts';
import { feedQuery } from '../web/features/performances/feed-query.ts';
import { performanceQuery } from '../web/features/performances/performance-query.ts';
import { searchQuery } from '../web/features/search/search-query.ts';
import { CLIMBING, COIN, COINED, HIDDEN, NIA, openQueries, PRICE } from './open-queries.ts';

const { client } = openQueries(25_200);

describe('what the app asks of the database, as a visitor', () => {
  it.each(FEEDS)('the feed %s: every page, nothing twice, nothing hidden', async feed => {
    const { pages } = await client.fetchInfiniteQuery({ ...feedQuery(feed), pages: 10 });
    const ids = pages.flatMap(page => page.takes.map(take => take.id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain(HIDDEN);
    // Rising leaves out the one that has crossed.
    expect(ids).toHaveLength(feed === 'rising' ? 28 : 29);
  });

  it('a performance, and none that is hidden', async () => {
    expect(await client.fetchQuery(performanceQuery(COINED))).toMatchObject({ id: COINED, title: 'Take 2' });
    expect(await client.fetchQuery(performanceQuery(HIDDEN))).toBeNull();
  });

  it('search, page after page, for people and takes', async () => {
    const { pages } = await client.fetchInfiniteQuery({ ...searchQuery('take'), pages: 3 });
    const found = pages.flatMap(page => page.found.map(each => each.id));
    expect([pages.length, found.length, new Set(found).size]).toEqual([2, 29, 29]);
    const [first] = (await client.fetchInfiniteQuery(searchQuery('nía'))).pages[0]?.found ?? [];
    expect(first).toMatchObject({ kind: 'person', name: 'Nia' });
  });

  it('its counters, climb, receipt and latest reactions', async () => {
    expect(await client.fetchQuery(metricsQuery(CLIMBING))).toMatchObject({ version: 1 });
    expect(await client.fetchQuery(climbQuery(CLIMBING))).toHaveLength(5);
    expect(await client.fetchQuery(receiptQuery(COINED))).toMatchObject({
      score: 101.5,
      people: 78,
      leftOutFor: { lowScore: 3, circleCap: 1 },
    });
    expect(await client.fetchQuery(receiptQuery(CLIMBING))).toBeNull();
    expect(JSON.stringify(await client.fetchQuery(recentQuery(CLIMBING)))).toContain('Mei');
  });

  it('its coin, prices and trades to the last wei', async () => {
    expect(await client.fetchQuery(coinQuery(COINED))).toMatchObject({ price: PRICE });
    expect(await client.fetchQuery(coinQuery(CLIMBING))).toBeNull();
    expect(await client.fetchQuery(pricesQuery(COIN, 'All'))).toMatchObject([{ price: PRICE }]);
    expect(await client.fetchQuery(ownTradesQuery(['0x00000000000000000000000000000000000000b1']))).toMatchObject([
      { side: 'buy', coinAmount: 123456789012345678901234567890n },
    ]);
  });

  it('all coins with their performances, and their course', async () => {
    const coins = await client.fetchQuery(allCoinsQuery);
    expect(coins).toMatchObject([{ title: 'Take 2' }]);
    const sparks = await client.fetchQuery(sparksQuery([COIN], Date.now()));
    expect(JSON.stringify([...sparks], (_, value) => (typeof value === 'bigint' ? String(value) : value))).toContain(
      String(PRICE),
    );
  });

  it('announced launches, and a performer’s takes', async () => {
    expect(await client.fetchQuery(announcedQuery(COINED))).toMatchObject({ status: 'open' });
    expect(await client.fetchQuery(announcedQuery(CLIMBING))).toBeNull();
    expect(await client.fetchQuery(ownTakesQuery(NIA))).toHaveLength(12);
  });
});
