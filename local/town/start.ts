import { join } from 'node:path';
import { type LocalConfig, urlOf } from '../config.ts';
import { testUsers } from '../farcaster/users.ts';
import type { World } from '../farcaster/world.ts';
import type { Part } from '../part.ts';
import { keepDoing } from './keep-doing.ts';
import { openStudio } from './media/studio.ts';
import { openDances, openMarket, openVisits } from './open-market.ts';
import { createPeople } from './people.ts';
import { createStage } from './perform.ts';
import type { CreatorCascade } from './plan-take.ts';
import { createProgramme } from './programme.ts';
import { randomOf } from './random.ts';
import { openTown, runProgramme } from './run-programme.ts';
import { recall, remember } from './town-clock.ts';

export type AudienceOptions = {
  world: World;
  /** The IPFS store: the town's songs and posters are pinned there. */
  ipfs: { add: (bytes: Uint8Array) => Promise<string> };
  /** The key that every client of Supabase has. */
  publishableKey: string;
  /** The same seed gives the same people, takes and tastes. */
  seed?: string;
  /** How fast the town lives; trades and visits keep their own pace. */
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
const VISIT_MS = 4_000;
const DANCE_MS = 12_000;
/** The creator is close to the line when the town opens, and crosses it about a minute later. */
const CREATOR_CASCADE: CreatorCascade = { before: 40, after: 150, afterSeconds: 160 };

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
  const { creatorCascade = CREATOR_CASCADE, report = () => {} } = options;
  const path = join(config.dataDir, 'town', 'memory.json');
  const memory = recall(path, seed, now());
  const save = () => remember(path, memory);

  const people = createPeople(seed, count, memory.epoch);
  const studio = openStudio();
  const [gatewayUrl, appUrl] = [urlOf(config, 'ipfs'), urlOf(config, 'web')];
  const stage = createStage({ world, studio, people, pin: ipfs.add, gatewayUrl, appUrl });
  const programme = createProgramme({ seed, performers: people, creatorFid: testUsers.creator.fid, creatorCascade });
  await world.addUsers(
    people.map(
      ({ account: _account, trades: _trades, role: _role, taste: _taste, activity: _activity, wakes: _wakes, ...user }) => user,
    ),
  );
  await openTown({ programme, stage, memory, save });
  await world.flush();

  let stopping = false;
  const complain = (what: string) => (error: unknown) => {
    if (!stopping) report(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  };
  const run = runProgramme({ programme, stage, memory, speed, now, save });
  const jobs = [keepDoing(TICK_MS, () => run.tick(complain('a take')), complain('the programme'))];
  if (market) {
    const opening = programme.opening();
    const takes = () => [...opening, ...run.onStage()];
    const random = randomOf(`trades of ${seed} from ${memory.townMs}`);
    const { trade, approve } = openMarket(config, { publishableKey, people, random, now, takes });
    const visitors = openVisits(config, {
      publishableKey,
      people,
      random: randomOf(`visits of ${seed} from ${memory.townMs}`),
      now,
      townMs: () => memory.townMs,
    });
    const dancers = openDances(config, { publishableKey, people, random: randomOf(`dances of ${seed} from ${memory.townMs}`) });
    jobs.push(keepDoing(DANCE_MS, dancers.dance, complain('a dance')));
    jobs.push(keepDoing(VISIT_MS, visitors.visit, complain('a visit')));
    jobs.push(keepDoing(TRADE_MS, trade, complain('trading')), keepDoing(APPROVE_MS, approve, complain('approving')));
  }

  const stop = async () => {
    stopping = true;
    await Promise.all(jobs.map(job => job.stop()));
    save();
    await studio.close();
  };
  return { name: 'audience', stop };
}
