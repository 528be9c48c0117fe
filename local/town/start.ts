import { join } from 'node:path';
import { type LocalConfig, urlOf } from '../config.ts';
import { testUsers } from '../farcaster/users.ts';
import type { World } from '../farcaster/world.ts';
import { LOCAL_SECRETS } from '../function-env.ts';
import type { Part } from '../part.ts';
import { createApprovals } from './approve-launches.ts';
import { keepDoing } from './keep-doing.ts';
import { openStudio } from './media/studio.ts';
import { createPeople } from './people.ts';
import { createStage } from './perform.ts';
import { type CreatorCascade, createProgramme } from './programme.ts';
import { randomOf } from './random.ts';
import { openTown, runProgramme } from './run-programme.ts';
import { recall, remember } from './town-clock.ts';
import { tradeAsFan } from './trade-as-fan.ts';
import { createTraders } from './trade-coins.ts';

export type AudienceOptions = {
  world: World;
  /** The IPFS store: the town's songs and posters are pinned there. */
  ipfs: { add: (bytes: Uint8Array) => Promise<string> };
  /** The key that every client of Supabase has. */
  publishableKey: string;
  /** The same seed gives the same people, takes and tastes. */
  seed?: string;
  /** How fast the town lives; trades keep their own pace. */
  speed?: number;
  people?: number;
  creatorCascade?: CreatorCascade;
  /** Whether people trade, and performers approve their coins. */
  market?: boolean;
  /** Gets what went wrong; the town goes on. */
  report?: (problem: string) => void;
  now?: () => number;
};

const TICK_MS = 250;
const TRADE_MS = 3_000;
const APPROVE_MS = 10_000;
/** Enough reactions to cross the line perhaps. */
const BIG = 90;

/**
 * Starts the audience: synthetic people who perform, react, approve and trade, through the same doors as everybody.
 * Resolves when everything from before the first start has been told; what has been told is never told twice.
 */
export async function startAudience(config: LocalConfig, options: AudienceOptions): Promise<Part> {
  const {
    world,
    ipfs,
    publishableKey,
    seed = 'gigavibe',
    speed = 1,
    people: count = 120,
    market = true,
    now = Date.now,
  } = options;
  const { creatorCascade = { before: 40, after: 150, afterSeconds: 160 }, report = () => {} } = options;
  const path = join(config.dataDir, 'town', 'memory.json');
  const memory = recall(path, seed, now());
  const save = () => remember(path, memory);

  const people = createPeople(seed, count, memory.epoch);
  const performers = people.map(({ fid, account }) => ({ fid, account }));
  const studio = openStudio();
  const appUrl = urlOf(config, 'web');
  const stage = createStage({ world, studio, people, pin: ipfs.add, gatewayUrl: urlOf(config, 'ipfs'), appUrl });
  const programme = createProgramme({ seed, performers, creatorFid: testUsers.creator.fid, creatorCascade });
  await world.addUsers(people.map(({ account: _account, trades: _trades, ...user }) => user));
  await openTown({ programme, stage, memory, save });
  await world.flush();

  const run = runProgramme({ programme, stage, memory, speed, now, save });
  const complain = (what: string) => (error: unknown) =>
    report(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  const jobs = [keepDoing(TICK_MS, () => run.tick(complain('a take')), complain('the programme'))];

  if (market) {
    const restUrl = `${urlOf(config, 'gateway')}/rest/v1`;
    const doors = { functions: `${urlOf(config, 'gateway')}/functions/v1`, quickAuth: urlOf(config, 'quickAuth'), appUrl };
    const rpcUrl = urlOf(config, 'chain');
    const quotes = { zoraUrl: urlOf(config, 'zora'), zoraApiKey: LOCAL_SECRETS.zoraApiKey, rpcUrl };
    const random = randomOf(`trades of ${seed} from ${memory.townMs}`);
    const traders = createTraders({
      restUrl,
      publishableKey,
      rpcUrl,
      people,
      random,
      now,
      trade: trade => tradeAsFan(quotes, trade),
    });
    const approvals = createApprovals({ doors, restUrl, publishableKey, performers });
    const candidates = () => [...new Map([...programme.opening(), ...run.onStage()].map(take => [take.id, take])).values()];
    const approveAll = async () => {
      for (const take of candidates())
        if (take.account && take.reactions.length >= BIG) await approvals.approve(take.fid, take.id);
    };
    jobs.push(
      keepDoing(TRADE_MS, traders.goRound, complain('trading')),
      keepDoing(APPROVE_MS, approveAll, complain('approving')),
    );
  }

  const stop = async () => {
    await Promise.all(jobs.map(job => job.stop()));
    save();
    await studio.close();
  };
  return { name: 'audience', stop };
}
