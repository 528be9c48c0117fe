import { describe, expect, it } from 'vitest';
import { FEED_ORDERS } from './feed-order.ts';

const cursor = {
  id: '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c01',
  number: 412,
  castAt: '2026-11-14T21:42:07.123456+00:00',
  score: 73.5,
};

describe('where a feed goes on', () => {
  it('breaks ties by a second key, in the direction of its order', () => {
    expect(FEED_ORDERS.rising.after(cursor)).toBe(
      'viral_score.lt.73.5,and(viral_score.eq.73.5,performance_id.gt.7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c01)',
    );
    expect(FEED_ORDERS.new.after(cursor)).toBe(
      'cast_at.lt."2026-11-14T21:42:07.123456+00:00",and(cast_at.eq."2026-11-14T21:42:07.123456+00:00",number.lt.412)',
    );
  });
});
