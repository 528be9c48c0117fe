import { expect, it } from 'vitest';
import { DAY_MS, openSilentWorld, SILENCE_ENDS } from '../../../local/farcaster/testing/silent-world.ts';
import { testUsers } from '../../../local/farcaster/users.ts';
import { allowance } from '../../../shared/hearing/credits.ts';
import { unixMs } from '../../../shared/kernel/units.ts';

const { admin, farcaster, neynar, hub, work, workByHub, perform, hear, metricsOf } = openSilentWorld(29_700);
const { creator, fan } = testUsers;
const queueOf = (id: string) => admin`select status from public.viral_queue where performance_id = ${id}`;
const spentOf = async () =>
  (await admin`select credits::int as credits, requests::int as requests, refused::int as refused from private.credit_days`)[0];

/** Where within its stretch a reaction falls: people keep no beat, and what keeps one is taken for a machine. */
const jitter = (i: number) => ((i * 7_919) % 997) / 997;

/** A day in which nothing is told: 250 likes, 120 recasts, replies, and one like of before taken back. */
async function silence(hash: string): Promise<void> {
  const world = farcaster();
  const before = SILENCE_ENDS - DAY_MS;
  await world.react({ fid: fan.fid, castHash: hash, kind: 'like', at: before - 60_000 });
  await hear(hash, fan.fid, before - 60_000);
  // The database has a clock of its own: this was heard of before the silence.
  await admin`update public.engagement_events set received_at = event_at where cast_hash = ${hash}`;
  await world.unreact({ fid: fan.fid, castHash: hash, kind: 'like', at: before + 1_000 });
  for (let i = 0; i < 250; i++)
    await world.react({ fid: 1_000 + i, castHash: hash, kind: 'like', at: before + (i + jitter(i)) * 200_000 });
  for (let i = 0; i < 120; i++)
    await world.react({ fid: 1_250 + i, castHash: hash, kind: 'recast', at: before + (i + jitter(i)) * 300_000 });
  for (let i = 0; i < 70; i++)
    await world.publishCast({ fid: 1_000 + (i % 9), text: `again ${i}`, parent: hash, at: before + i * 500_000 });
}

it('restores counts, attributed events and the decision after a day of silence, within the budget', async () => {
  const { id, hash } = await perform();
  await silence(hash);
  const quiet = await perform();
  const budget = 5_000;
  await work(neynar(budget));
  expect(await metricsOf(id)).toEqual({ likes: 250, recasts: 120, replies: 70, polled: false });
  expect(await metricsOf(quiet.id)).toEqual({ likes: 0, recasts: 0, replies: 0, polled: false });
  expect(await queueOf(quiet.id)).toHaveLength(0);
  expect(await queueOf(id)).toHaveLength(1);
  // What decisions rest on has the time of the reactions, not of the poll.
  const [last] =
    await admin`select max(event_at) as at from public.engagement_events where cast_hash = ${hash} and event_type like '%.created'`;
  expect(Number(last?.at)).toBeLessThan(SILENCE_ENDS);
  const sources = await admin`select distinct source from public.engagement_events where cast_hash = ${hash} order by 1`;
  expect(sources.map(({ source }) => source)).toEqual(['poll', 'webhook']);
  const spent = await spentOf();
  expect(spent).toMatchObject({ refused: 0 });
  expect(spent?.credits).toBeGreaterThan(0);
  expect(spent?.credits).toBeLessThanOrEqual(allowance(budget, unixMs(SILENCE_ENDS)));
  const [someone] =
    await admin`select score, follower_count::int as followers, registered_at from public.farcaster_people where fid = 1010`;
  expect(someone).toMatchObject({ followers: 100, registered_at: new Date(Date.UTC(2024, 0, 1)) });
  // Nobody knew at the cast how many follow its author.
  const [chart] =
    await admin`select creator_followers::int as followers from public.performance_metrics where performance_id = ${id}`;
  expect(chart?.followers).toBe(creator.followerCount);
});

it('shows what polling counts at once, decides nothing by it, and stops at the budget', async () => {
  const { id, hash } = await perform();
  await silence(hash);
  // Enough to count, not to list.
  await work(neynar(60));
  expect(await metricsOf(id)).toEqual({ likes: 250, recasts: 120, replies: 70, polled: true });
  expect(await queueOf(id)).toHaveLength(0);
  const spent = await spentOf();
  expect(spent?.refused).toBeGreaterThan(0);
  expect(spent?.credits).toBeLessThanOrEqual(60);
  const [sweep] = await admin`select last_error from public.jobs where kind = 'sweep'`;
  expect(sweep?.last_error).toContain('hearing/budget-spent');
});

it('asks a hub while Neynar is away, and says so', async () => {
  const { id, hash } = await perform();
  await silence(hash);
  await workByHub();
  expect(await metricsOf(id)).toEqual({ likes: 250, recasts: 120, replies: 70, polled: false });
  const [health] = await admin`select source, failures, last_error from private.source_health`;
  expect(health).toMatchObject({ source: 'neynar' });
  expect(health?.failures).toBeGreaterThanOrEqual(3);
  expect(health?.last_error).toContain('cannot be asked');
});

it('knows a deed again that a hub tells by the second', async () => {
  const { id, hash } = await perform();
  const at = unixMs(SILENCE_ENDS - DAY_MS + 123);
  await farcaster().react({ fid: fan.fid, castHash: hash, kind: 'like', at });
  await farcaster().react({ fid: 1_001, castHash: hash, kind: 'like', at });
  await hear(hash, fan.fid, at);
  await work(hub());
  const events =
    await admin`select fid::int as fid, event_at, source from public.engagement_events where cast_hash = ${hash} order by fid`;
  expect(events).toEqual(
    [
      { fid: fan.fid, event_at: new Date(at), source: 'webhook' },
      { fid: 1_001, event_at: new Date(at - 123), source: 'poll' },
    ].sort((a, b) => a.fid - b.fid),
  );
  expect(await metricsOf(id)).toMatchObject({ likes: 2, polled: false });
});
