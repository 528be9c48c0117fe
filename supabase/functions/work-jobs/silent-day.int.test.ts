import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { localConfig, urlOf } from '../../../local/config.ts';
import { type FarcasterPart, startFarcaster } from '../../../local/farcaster/start.ts';
import { testUsers } from '../../../local/farcaster/users.ts';
import { startTestDatabase, type TestDatabase } from '../../../local/supabase/test-database.ts';
import { stableUuid } from '../../../local/town/stable-id.ts';
import { allowance } from '../../../shared/hearing/credits.ts';
import { withFallback } from '../../../shared/hearing/fall-back.ts';
import { pollHandler } from '../../../shared/hearing/poll-casts.ts';
import type { CastSource, RecordFound } from '../../../shared/hearing/ports.ts';
import { setAsideHandler } from '../../../shared/hearing/record-set-aside.ts';
import { peopleHandler } from '../../../shared/hearing/refresh-people.ts';
import { sweepHandler } from '../../../shared/hearing/sweep-cast.ts';
import { type UnixMs, unixMs } from '../../../shared/kernel/units.ts';
import type { JobHandlers } from '../../../shared/ops/schema.ts';
import { stepJobs } from '../../../shared/ops/step-jobs.ts';
import { connectDatabase, type Database } from '../_shared/adapters/database.ts';
import { arrayOf } from '../_shared/adapters/database-array.ts';
import { hubCasts } from '../_shared/adapters/hub-casts.ts';
import { neynarCasts } from '../_shared/adapters/neynar-casts.ts';
import { engagementRecorder } from '../_shared/stores/engagement.ts';
import { judgeHandler } from '../_shared/stores/engagement-judging.ts';
import { authorStore, pollStore } from '../_shared/stores/hearing-polls.ts';
import { creditBudget, healthStore, peopleStore } from '../_shared/stores/hearing-sources.ts';
import { sweepStore } from '../_shared/stores/hearing-sweeps.ts';
import { profileStore } from '../_shared/stores/identity-profiles.ts';
import { jobHolder, jobStore } from '../_shared/stores/jobs.ts';
import { castRecorder, takeBackCast } from '../_shared/stores/performances.ts';

const PORT = 29_700;
const APP = 'https://gigavibe.example';
/** An evening: most of the day's budget may be spent. */
const SILENCE_ENDS = Date.UTC(2026, 5, 2, 20);
const DAY_MS = 86_400_000;
const config = localConfig({ firstPort: PORT + 20, dataDir: join(tmpdir(), 'unused') });
const { creator, fan } = testUsers;
let database: TestDatabase;
let folder: string;
let part: FarcasterPart;
let admin: Database;
let db: Database;
let clock: number;
const now = (): UnixMs => unixMs(clock);
let made = 0;
/** A cast that cannot be recorded. */
let poison = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gigavibe-silence-'));
  database = await startTestDatabase(PORT);
  // Nobody listens to its webhooks: the silence.
  part = await startFarcaster(
    { ...config, dataDir: folder },
    { webhookUrl: 'http://127.0.0.1:9/', webhookSecret: 'x', apiKey: 'key', users: [creator, fan], delivery: { backoffMs: [] } },
  );
  admin = connectDatabase(database.url);
  db = connectDatabase(database.functionsUrl);
  await part.world.addUsers(
    Array.from({ length: 400 }, (_, i) => ({
      fid: 1_000 + i,
      username: `p${i}`,
      displayName: `P ${i}`,
      address: null,
      score: 0.9,
      followerCount: 10 * i,
      registeredAt: Date.UTC(2024, 0, 1),
    })),
  );
});
afterAll(async () => {
  await Promise.all([admin?.end(), db?.end()]);
  await Promise.all([part?.stop(), database?.stop()]);
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  clock = SILENCE_ENDS;
  await admin`delete from public.jobs`;
  await admin`delete from private.credit_days`;
  await admin`delete from private.source_health`;
  await admin`delete from private.cast_polls`;
});

const neynarAt = (url: string, budget: number) =>
  neynarCasts({ url, apiKey: 'key', spend: creditBudget(db, { source: 'neynar', budget, now }), timeoutMs: 3_000 });

/** What cron does: steps until only what is due later is left. */
/** What outlives the recording of what was heard. */
const afterwards: Promise<void>[] = [];

async function work(source: CastSource, neynar: CastSource = source, hubUrl = urlOf(config, 'neynar')): Promise<void> {
  const recordFound: RecordFound = async cast => {
    if (cast.hash === poison) throw new Error(`${cast.hash} cannot be recorded`);
    return castRecorder(db, { appUrl: APP })('created', cast);
  };
  const handlers: JobHandlers = {
    poll: pollHandler({
      source,
      witnesses: [neynar, hubCasts({ url: hubUrl })],
      store: pollStore(db),
      takeBack: takeBackCast(db),
      authors: authorStore(db),
      recordFound,
      now,
    }),
    cast: setAsideHandler({ source, recordFound }),
    sweep: sweepHandler({ source, store: sweepStore(db), record: engagementRecorder(db, part => afterwards.push(part)), now }),
    people: peopleHandler({ source: neynar, store: peopleStore(db), now }),
    judge: judgeHandler(db, { hold: jobHolder(db), now }),
  };
  await admin`
    insert into public.jobs (key, kind, run_at) select name, name, ${new Date(clock)} from unnest(array['poll', 'people']) as name on conflict do nothing`;
  for (let step = 0; step < 12; step++) {
    await stepJobs({ store: jobStore(db), clock: { now }, random: () => 0.5 }, handlers, 1);
    await Promise.all(afterwards);
    // A handler looks at this clock, so time passes between steps alone.
    clock += 15_000;
  }
}

/** A performance whose cast was heard of before the silence. */
async function perform(): Promise<{ id: string; hash: string }> {
  const id = stableUuid(`silent ${++made}`);
  const at = unixMs(SILENCE_ENDS - DAY_MS - 3_600_000);
  const { hash } = await part.world.publishCast({ fid: creator.fid, text: `Take ${made}`, embeds: [`${APP}/p/${id}`], at });
  const author = { fid: creator.fid, displayName: 'Nia', username: null, avatarUrl: null, walletAddress: null, bio: null };
  const embeds = [{ url: `${APP}/p/${id}`, contentType: null, durationMs: null }];
  await castRecorder(db, { appUrl: APP })('created', {
    hash,
    author,
    text: `Take ${made}`,
    at,
    embeds,
    parentHash: null,
    channel: null,
  });
  await admin`update private.cast_polls set next_at = ${new Date(clock)}, changed_at = ${new Date(at)} where cast_hash = ${hash}`;
  return { id, hash };
}

const metricsOf = async (id: string) =>
  (
    await admin`
      select likes_count::int as likes, shares_count::int as recasts, replies_count::int as replies, likes_polled is not null as polled
      from public.performance_metrics where performance_id = ${id}`
  )[0];
const queueOf = (id: string) => admin`select status from public.viral_queue where performance_id = ${id}`;
const spentOf = async () =>
  (await admin`select credits::int as credits, requests::int as requests, refused::int as refused from private.credit_days`)[0];

/** Where within its stretch a reaction falls: people keep no beat, and what keeps one is taken for a machine. */
const jitter = (i: number) => ((i * 7_919) % 997) / 997;

/** A day in which nothing is told: 250 likes, 120 recasts, replies, and one like of before taken back. */
async function silence(hash: string): Promise<void> {
  const { world } = part;
  const before = SILENCE_ENDS - DAY_MS;
  await world.react({ fid: fan.fid, castHash: hash, kind: 'like', at: before - 60_000 });
  const by = { username: 'jonas', displayName: 'Jonas', avatarUrl: null };
  const heard = {
    action: 'created',
    signal: 'like',
    fid: fan.fid,
    castHash: hash,
    at: unixMs(before - 60_000),
    score: 0.9,
    by,
  } as const;
  await engagementRecorder(db)(heard);
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
  await work(neynarAt(urlOf(config, 'neynar'), budget));
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
  await work(neynarAt(urlOf(config, 'neynar'), 60));
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
  const away = neynarCasts({ url: 'http://127.0.0.1:9', apiKey: 'key', spend: async () => {}, timeoutMs: 500 });
  await work(withFallback(away, hubCasts({ url: urlOf(config, 'neynar') }), healthStore(db), now), away);
  expect(await metricsOf(id)).toEqual({ likes: 250, recasts: 120, replies: 70, polled: false });
  const [health] = await admin`select source, failures, last_error from private.source_health`;
  expect(health).toMatchObject({ source: 'neynar' });
  expect(health?.failures).toBeGreaterThanOrEqual(3);
  expect(health?.last_error).toContain('cannot be asked');
});

it.each(['Neynar', 'a hub'])('finds a performance that was cast in the silence, asking %s', async asked => {
  const id = stableUuid(`unheard ${asked}`);
  await perform();
  const { hash } = await part.world.publishCast({
    fid: creator.fid,
    text: `Unheard by ${asked} — song`,
    embeds: [`${APP}/p/${id}`],
  });
  await admin`update private.author_polls set next_at = ${new Date(clock)}`;
  await work(asked === 'Neynar' ? neynarAt(urlOf(config, 'neynar'), 5_000) : hubCasts({ url: urlOf(config, 'neynar') }));
  const [found] = await admin`select status, title, farcaster_cast_id from public.performances where id = ${id}`;
  expect(found).toEqual({ status: 'live', title: `Unheard by ${asked}`, farcaster_cast_id: hash });
  // Everything is quiet here, so once a day is enough.
  const [next] = await admin`select next_at from private.author_polls`;
  expect(Number(next?.next_at)).toBeGreaterThan(clock + DAY_MS - 3_600_000);
});

it('goes on past a cast that cannot be recorded, tries it by itself, and tells why it was given up', async () => {
  const texts = ['Poisoned — song', 'Behind it — song'];
  const ids = texts.map(text => stableUuid(text));
  const casts = [];
  for (const [i, text] of texts.entries())
    casts.push(await part.world.publishCast({ fid: creator.fid, text, embeds: [`${APP}/p/${ids[i]}`] }));
  poison = casts[0]?.hash ?? '';
  await admin`update private.author_polls set next_at = ${new Date(clock)}`;
  // Eight tries are longer than what one evening of `work` takes.
  for (let evening = 0; evening < 2; evening++) await work(hubCasts({ url: urlOf(config, 'neynar') }));
  poison = '';
  const found = await admin`select title from public.performances where id = any (${arrayOf(ids)}::uuid[])`;
  expect(found).toEqual([{ title: 'Behind it' }]);
  const [dead] = await admin`select kind, payload, cause from public.dead_jobs where key = ${`cast:${casts[0]?.hash}`}`;
  expect(dead).toEqual({
    kind: 'cast',
    payload: { hash: casts[0]?.hash, authorFid: creator.fid },
    cause: expect.stringContaining('cannot be recorded (tried 8 times)'),
  });
});

it('hides what was deleted meanwhile once two sources say so, and stops its coin', async () => {
  const { id, hash } = await perform();
  const stateOf = async () =>
    (
      await admin`
        select p.status, p.taken_back_at is not null as back, q.status as launch from public.performances p
        left join public.viral_queue q on q.performance_id = p.id where p.id = ${id}`
    )[0];
  const look = async (hubUrl?: string) => {
    await admin`update private.cast_polls set next_at = ${new Date(clock)} where cast_hash = ${hash}`;
    await work(neynarAt(urlOf(config, 'neynar'), 5_000), undefined, hubUrl);
  };
  await look();
  await admin`
    insert into public.viral_queue (performance_id, user_id, detection_score, rule_version, decided_at)
    select id, user_id, 1, 'v', now() from public.performances where id = ${id}`;
  await part.world.deleteCast({ castHash: hash });
  // Nobody to ask twice: it stays.
  await look('http://127.0.0.1:9');
  expect(await stateOf()).toEqual({ status: 'live', back: false, launch: 'detected' });
  // Nor is a hub that stands in for Neynar two.
  const away = neynarCasts({ url: 'http://127.0.0.1:9', apiKey: 'key', spend: async () => {}, timeoutMs: 500 });
  await admin`update private.cast_polls set next_at = ${new Date(clock)} where cast_hash = ${hash}`;
  await work(withFallback(away, hubCasts({ url: urlOf(config, 'neynar') }), healthStore(db), now), away);
  expect(await stateOf()).toEqual({ status: 'live', back: false, launch: 'detected' });
  await look();
  expect(await stateOf()).toEqual({ status: 'hidden', back: true, launch: 'held' });
  expect(await admin`select from private.cast_polls where cast_hash = ${hash}`).toHaveLength(0);
});

it('makes no account for who deleted theirs, nor for who only passes a take on', async () => {
  const { id } = await perform();
  const accounts = () => admin`select from public.users where farcaster_fid is not null`;
  const look = async () => {
    await admin`update private.author_polls set next_at = ${new Date(clock)}`;
    await work(neynarAt(urlOf(config, 'neynar'), 5_000));
  };
  await part.world.publishCast({ fid: fan.fid, text: 'Hear this', embeds: [`${APP}/p/${id}`] });
  await admin`insert into private.author_polls (fid, next_at) values (${fan.fid}, ${new Date(clock)})`;
  await look();
  expect(await accounts()).toHaveLength(1);
  const [nia] = await admin<{ id: string }[]>`select id from public.users where farcaster_fid = ${creator.fid}`;
  await profileStore(db).eraseUser(nia?.id ?? '');
  expect(await admin`select from private.author_polls where fid = ${creator.fid}`).toHaveLength(0);
  await admin`insert into private.author_polls (fid, next_at) values (${creator.fid}, ${new Date(clock)})`;
  await look();
  expect(await accounts()).toHaveLength(0);
});

it('knows a deed again that a hub tells by the second', async () => {
  const { id, hash } = await perform();
  const at = unixMs(SILENCE_ENDS - DAY_MS + 123);
  await part.world.react({ fid: fan.fid, castHash: hash, kind: 'like', at });
  await part.world.react({ fid: 1_001, castHash: hash, kind: 'like', at });
  const by = { username: 'jonas', displayName: 'Jonas', avatarUrl: null };
  await engagementRecorder(db)({ action: 'created', signal: 'like', fid: fan.fid, castHash: hash, at, score: 0.9, by });
  await work(hubCasts({ url: urlOf(config, 'neynar') }));
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

it('takes nobody for gone whom it heard of while it read the list', async () => {
  const { hash } = await perform();
  const by = { username: 'jonas', displayName: 'Jonas', avatarUrl: null };
  const at = unixMs(SILENCE_ENDS - DAY_MS);
  await engagementRecorder(db)({ action: 'created', signal: 'like', fid: fan.fid, castHash: hash, at, score: 0.9, by });
  const gone = async () => (await sweepStore(db).unseen(hash, 'like', unixMs(SILENCE_ENDS))).map(({ fid }) => fid);
  const heardAt = (time: number) =>
    admin`update public.engagement_events set received_at = ${new Date(time)} where cast_hash = ${hash}`;
  await heardAt(SILENCE_ENDS + 1);
  expect(await gone()).toEqual([]);
  await heardAt(SILENCE_ENDS - 1);
  expect(await gone()).toEqual([fan.fid]);
});

/** A cast with four likes, of three of which we heard by webhook long ago. */
async function likedByFour(): Promise<string> {
  const { hash } = await perform();
  const at = unixMs(SILENCE_ENDS - DAY_MS);
  const by = { username: null, displayName: null, avatarUrl: null };
  for (let i = 0; i < 4; i++) {
    const fid = 1_000 + i;
    await part.world.react({ fid, castHash: hash, kind: 'like', at: at + i });
    if (i < 3)
      await engagementRecorder(db)({
        action: 'created',
        signal: 'like',
        fid,
        castHash: hash,
        at: unixMs(at + i),
        score: 0.9,
        by,
      });
  }
  await admin`update public.engagement_events set received_at = event_at where cast_hash = ${hash}`;
  return hash;
}
const likesInForce = async (hash: string) =>
  (await admin`select likes from private.engagement_casts where cast_hash = ${hash}`)[0]?.likes;
const nobody: CastSource['reactions'] = async () => ({ reactions: [], next: null });
const pollAgain = (hash: string) => admin`update private.cast_polls set next_at = ${new Date(clock)} where cast_hash = ${hash}`;

it('takes nobody for gone by a list that is shorter than what is counted', async () => {
  const hash = await likedByFour();
  const truth = neynarAt(urlOf(config, 'neynar'), 5_000);
  await work({ ...truth, reactions: nobody });
  expect(await likesInForce(hash)).toBe(3);
  await pollAgain(hash);
  await work(truth);
  expect(await likesInForce(hash)).toBe(4);
});

it('takes nobody for gone of whom it heard a moment ago: a list may be behind a webhook', async () => {
  const hash = await likedByFour();
  await admin`update public.engagement_events set received_at = ${new Date(clock - 60_000)} where cast_hash = ${hash}`;
  const none = { like: 0, recast: 0, reply: 0 };
  const behind = {
    reactions: nobody,
    counts: async (casts: readonly { hash: string }[]) => new Map(casts.map(cast => [cast.hash, none])),
  };
  await work({ ...neynarAt(urlOf(config, 'neynar'), 5_000), ...behind });
  expect(await likesInForce(hash)).toBe(3);
});

it('takes back what it took for gone, when a source that had fallen behind lists it again', async () => {
  const hash = await likedByFour();
  const truth = neynarAt(urlOf(config, 'neynar'), 5_000);
  const none = { like: 0, recast: 0, reply: 0 };
  await work({ ...truth, reactions: nobody, counts: async casts => new Map(casts.map(cast => [cast.hash, none])) });
  expect(await likesInForce(hash)).toBe(0);
  await pollAgain(hash);
  await work(truth);
  expect(await likesInForce(hash)).toBe(4);
  // What a webhook told is not overruled by a list.
  const [fid, by] = [1_000, { username: null, displayName: null, avatarUrl: null }];
  const at = unixMs(clock);
  await engagementRecorder(db)({ action: 'deleted', signal: 'like', fid, castHash: hash, at, score: 0.9, by });
  await pollAgain(hash);
  await work(truth);
  expect(await likesInForce(hash)).toBe(3);
});

it('lists a cast no more often than it is counted, where the two never agree', async () => {
  const hash = await likedByFour();
  // The database's own time, by which it may say that something is due.
  clock = Number((await admin`select now() as at`)[0]?.at);
  await pollAgain(hash);
  const truth = neynarCasts({ url: urlOf(config, 'neynar'), apiKey: 'key', spend: async () => {}, timeoutMs: 3_000 });
  let lists = 0;
  const reactions: CastSource['reactions'] = (cast, signal, cursor) => {
    if (cast.hash === hash) lists++;
    return truth.reactions(cast, signal, cursor);
  };
  const counts: CastSource['counts'] = async casts =>
    new Map([...(await truth.counts(casts))].map(([cast, said]) => [cast, { ...said, like: said.like + 1 }]));
  await work({ ...truth, counts, reactions });
  // Counted now, and two minutes later.
  expect(lists).toBeLessThanOrEqual(2);
});
