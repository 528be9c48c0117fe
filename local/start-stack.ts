import { ACCOUNTS } from './chain/accounts.ts';
import { ADDRESSES } from './chain/addresses.ts';
import { type ChainPart, startChain, startZoraApi } from './chain/index.ts';
import { type LocalConfig, urlOf } from './config.ts';
import { enforceDelay } from './enforce-rule.ts';
import { startClient } from './farcaster/client/start.ts';
import { startQuickAuth } from './farcaster/quick-auth/start.ts';
import { type FarcasterPart, startFarcaster } from './farcaster/start.ts';
import { testUsers } from './farcaster/users.ts';
import { functionEnv, LOCAL_SECRETS } from './function-env.ts';
import { type IpfsPart, startIpfs } from './ipfs/start.ts';
import type { Part } from './part.ts';
import { type SupabasePart, startSupabase } from './supabase/index.ts';
import { loadKeys } from './supabase/keys.ts';
import { type AudienceOptions, startAudience } from './town/start.ts';
import { startWeb } from './web/start.ts';
import { startWorker } from './worker.ts';

export type Stack = {
  config: LocalConfig;
  supabase: SupabasePart;
  chain: ChainPart;
  farcaster: FarcasterPart;
  ipfs: IpfsPart;
  /** Takes one part away, as if its owner were down; resolves with the way back. What it knew is there again. */
  away: Record<'chain' | 'farcaster' | 'ipfs' | 'realtime', () => Promise<() => Promise<void> | void>>;
  /** Stops every part, the last started first. */
  stop: () => Promise<void>;
};

export type StackOptions = {
  /** Synthetic people who perform, react and trade; false for an empty town. */
  audience: false | Pick<AudienceOptions, 'seed' | 'speed' | 'people'>;
  /** Gets a line for each part that is ready. */
  report?: (line: string) => void;
  /** Whether a worker follows the chain, as in a world with traffic; else cron does it alone. */
  worker?: boolean;
  /** Seconds between blocks without a transaction; 0 leaves all of them to the caller. As on Base when left out. */
  blockSeconds?: number;
  /** Overrides of the functions' environment, for tests. */
  env?: Record<string, string>;
};

/** Ten minutes in production: see the rule in the migration. */
const CONFIRMED_AFTER_SECONDS = 8;

/** Starts the whole outside world on one machine, and the product inside it. A part that fails to start stops those that did. */
export async function startStack(config: LocalConfig, options: StackOptions): Promise<Stack> {
  const report = options.report ?? (() => {});
  const parts: Part[] = [];
  const keep = async <T extends Part>(what: string, starting: Promise<T>): Promise<T> => {
    const part = await starting;
    parts.push(part);
    report(`${what} is ready`);
    return part;
  };
  const stop = async () => {
    for (const part of parts.splice(0).reverse()) {
      // One part that fails to stop must not leave the others running.
      await part.stop().catch(error => console.error(`${part.name} did not stop cleanly:`, error));
    }
  };

  const keys = loadKeys(config);
  const facts = {
    factory: ADDRESSES.coinFactory,
    ethUsdFeed: ADDRESSES.ethUsdFeed,
    launchWalletKey: ACCOUNTS.launchWallet.privateKey,
    recordsKey: ACCOUNTS.recordsPublisher.privateKey,
    platformReferrer: ACCOUNTS.platformReferrer.address,
  };
  const env = { ...functionEnv(config, keys, facts), ...options.env };
  const users = Object.values(testUsers);
  const webhookUrl = `${urlOf(config, 'gateway')}/functions/v1/hooks`;

  // Independent parts start together; allSettled, so that a failure of one still lets us stop the others.
  const beat = options.blockSeconds === undefined ? {} : { blockSeconds: options.blockSeconds };
  const chainStarts = keep('the chain', startChain(config, report, beat));
  const starting = [
    keep('Supabase', startSupabase(config, env, undefined, { cronAfter: chainStarts })),
    chainStarts,
    keep('IPFS', startIpfs(config, { jwt: LOCAL_SECRETS.pinataJwt, secondPinToken: LOCAL_SECRETS.secondPinToken })),
    keep(
      'Farcaster',
      startFarcaster(config, {
        webhookUrl,
        webhookSecret: LOCAL_SECRETS.neynarWebhookSecret,
        apiKey: LOCAL_SECRETS.neynarApiKey,
        users,
      }),
    ),
    keep('the mini-app', startWeb(config, { publishableKey: keys.publishableKey, ethUsdFeed: ADDRESSES.ethUsdFeed })),
    keep('the client window', startClient(config, { appUrl: urlOf(config, 'web') })),
  ] as const;
  try {
    await Promise.allSettled(starting);
    // Stopped before what its functions call, so that they do not complain on the way out.
    parts.sort((a, b) => Number(a.name === 'supabase') - Number(b.name === 'supabase'));
    const [supabase, chain, ipfs, farcaster] = await Promise.all(starting);
    await enforceDelay(supabase.url, CONFIRMED_AFTER_SECONDS);
    await keep('Quick Auth', startQuickAuth(config, { findUser: farcaster.findUser }));
    await keep('Zora’s API', startZoraApi(config, chain, { apiKey: LOCAL_SECRETS.zoraApiKey }));
    if (options.worker !== false) await keep('the worker', startWorker(env, report));
    if (options.audience) {
      await keep(
        'the audience',
        startAudience(config, { ...options.audience, world: farcaster.world, ipfs, publishableKey: keys.publishableKey, report }),
      );
    }
    const chainAway = async () => {
      const place = parts.findIndex(part => part.name === 'chain');
      await parts.splice(place, 1)[0]?.stop();
      return async () => void parts.splice(place, 0, await startChain(config, report, beat));
    };
    const away = { chain: chainAway, farcaster: farcaster.away, ipfs: ipfs.away, realtime: async () => supabase.realtime.away() };
    return { config, supabase, chain, farcaster, ipfs, away, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
