import { setTimeout as pause } from 'node:timers/promises';
import { privateKeyToAccount } from 'viem/accounts';
import { urlOf } from '../local/config.ts';
import { testUsers } from '../local/farcaster/users.ts';
import { approveAsCreator, signInAs } from '../local/replay/approve-as-creator.ts';
import { withDatabase } from '../local/supabase/with-database.ts';
import type { StoryWorld } from './start-world.ts';

/** The coin of a take that crossed the line, by its creator's own signature, until buying is open: for `beforeAll`, without a browser. */
export async function approveCoin(world: StoryWorld, performanceId: string): Promise<void> {
  const { config } = world;
  const doors = {
    functions: `${urlOf(config, 'gateway')}/functions/v1`,
    quickAuth: urlOf(config, 'quickAuth'),
    appUrl: urlOf(config, 'web'),
  };
  const rows = async <T>(sql: string): Promise<T[]> =>
    withDatabase(world.supabase.url, async db => (await db.query(sql, [performanceId])).rows as T[]);
  const account = privateKeyToAccount(testUsers.creator.privateKey);
  const launch = () => rows<{ id: string }>('select id from public.viral_queue where performance_id = $1');
  await until(async () => (await launch()).length === 1);
  const [queued] = await launch();
  await approveAsCreator(doors, await signInAs(doors, testUsers.creator.fid, account), account, queued?.id ?? '');
  const open = () => rows('select from public.performance_coins where performance_id = $1 and opens_at < now()');
  await until(async () => (await open()).length === 1);
}

/** Outside of a test `expect.poll` is not to be had. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(100);
}
