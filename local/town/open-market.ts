import { type LocalConfig, urlOf } from '../config.ts';
import { LOCAL_SECRETS } from '../function-env.ts';
import type { Doors } from '../replay/approve-as-creator.ts';
import { createApprovals } from './approve-launches.ts';
import { createDancers } from './dance-chains.ts';
import { createVisitors, type InAppOptions } from './in-app.ts';
import type { Person } from './people.ts';
import type { Performance } from './plan-take.ts';
import type { Random } from './random.ts';
import { tradeAsFan } from './trade-as-fan.ts';
import { createTraders } from './trade-coins.ts';

export type MarketOptions = {
  publishableKey: string;
  people: readonly Person[];
  random: Random;
  now: () => number;
  /** Takes that may have crossed the line. */
  takes: () => Iterable<Performance>;
};

const doorsOf = (config: LocalConfig): Doors => ({
  functions: `${urlOf(config, 'gateway')}/functions/v1`,
  quickAuth: urlOf(config, 'quickAuth'),
  appUrl: urlOf(config, 'web'),
});

/** Enough reactions to cross the line perhaps. */
const BIG = 90;

/** The town's side of the market on a running world: `trade` lets a few people trade, `approve` lets performers approve their coins. */
export function openMarket(config: LocalConfig, { publishableKey, people, random, now, takes }: MarketOptions) {
  const gateway = urlOf(config, 'gateway');
  const restUrl = `${gateway}/rest/v1`;
  const doors = doorsOf(config);
  const rpcUrl = urlOf(config, 'chain');
  const market = { zoraUrl: urlOf(config, 'zora'), zoraApiKey: LOCAL_SECRETS.zoraApiKey, rpcUrl };
  const trade: Parameters<typeof createTraders>[0]['trade'] = wanted => tradeAsFan(market, wanted);
  const traders = createTraders({ restUrl, publishableKey, rpcUrl, people, random, now, trade });
  const approvals = createApprovals({ doors, restUrl, publishableKey, performers: people });
  return {
    trade: traders.goRound,
    approve: async () => {
      for (const take of new Set(takes())) if (take.reactions.length >= BIG) await approvals.approve(take.fid, take.id);
    },
  };
}

/** The town's people in the app of a running world. */
export function openVisits(config: LocalConfig, options: Omit<InAppOptions, 'doors' | 'restUrl'>) {
  return createVisitors({ doors: doorsOf(config), restUrl: `${urlOf(config, 'gateway')}/rest/v1`, ...options });
}

/** The town's dancers in a running world. */
export function openDances(config: LocalConfig, options: Omit<Parameters<typeof createDancers>[0], 'doors' | 'restUrl'>) {
  return createDancers({ doors: doorsOf(config), restUrl: `${urlOf(config, 'gateway')}/rest/v1`, ...options });
}
