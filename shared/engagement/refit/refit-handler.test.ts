import { expect, it } from 'vitest';
import { unixMs } from '../../kernel/units.ts';
import type { Job } from '../../ops/schema.ts';
import type { KnownEvent } from '../schema.ts';
import { CAST } from '../testing/event-of-number.ts';
import { smallRule } from '../testing/small-rule.ts';
import type { History, RefitStore } from './ports.ts';
import { refitHandler } from './refit-handler.ts';

const NOW = unixMs(Date.UTC(2026, 0, 20));
const postedAt = unixMs(Date.UTC(2026, 0, 1));

/** Thirty people, half of whom the rule leaves out. */
const history: History = {
  performanceId: 'p',
  post: { castHash: CAST, postedAt, creatorFollowers: null, creatorUsual: null, ordinaryWorth: null },
  events: Array.from(
    { length: 30 },
    (_, i): KnownEvent => ({
      action: 'created',
      signal: 'like',
      fid: i + 1,
      castHash: CAST,
      at: unixMs(postedAt + i * i * 1000),
      score: i % 2 === 0 ? 0.9 : 0.3,
      followers: null,
      ageDays: null,
      circle: 0,
    }),
  ),
};

it('learns what ordinary people are worth, and else weighs them as the rule in force does', async () => {
  const { trust, ...rest } = smallRule();
  const careful = { ...trust, fullScore: 0.6, moneyPeople: 25, circleCap: 0.02 };
  const worths: number[] = [];
  const read = new Set<string>();
  const made: unknown[] = [];
  const store: RefitStore = {
    ruleInForce: async () => ({ ...rest, trust: careful }),
    unjudged: async () => [],
    saveShadows: async () => {},
    unread: async (_channel, key) => (read.has(key) ? [] : [history]),
    worths: async () => worths.slice(-1),
    saveExample: async (_channel, _id, key, worth) => {
      read.add(key);
      if (worth !== null) worths.push(worth);
    },
    examples: async () => [],
    saveRefit: async ({ rule }) => {
      made.push(rule?.trust);
    },
  };
  const handle = refitHandler({ store, now: () => NOW });
  let payload: unknown = {};
  for (let next = await handle({ payload } as Job, NOW); typeof next === 'object'; next = await handle({ payload } as Job, NOW))
    payload = next.payload;
  expect(made).toEqual([{ ...careful, ordinaryWorth: 0.5 }]);
});
