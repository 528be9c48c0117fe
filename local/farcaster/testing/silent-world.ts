import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { withFallback } from '../../../shared/hearing/fall-back.ts';
import type { CastSource, RecordFound } from '../../../shared/hearing/ports.ts';
import { type UnixMs, unixMs } from '../../../shared/kernel/units.ts';
import { hubCasts } from '../../../supabase/functions/_shared/adapters/hub-casts.ts';
import { neynarCasts } from '../../../supabase/functions/_shared/adapters/neynar-casts.ts';
import { engagementRecorder } from '../../../supabase/functions/_shared/stores/engagement.ts';
import { creditBudget, sourceHealthStore } from '../../../supabase/functions/_shared/stores/hearing-sources.ts';
import { castRecorder } from '../../../supabase/functions/_shared/stores/performances.ts';
import { localConfig, urlOf } from '../../config.ts';
import { openTestDatabase } from '../../supabase/testing/open-test-database.ts';
import { stableUuid } from '../../town/stable-id.ts';
import { type FarcasterPart, startFarcaster } from '../start.ts';
import { testUsers } from '../users.ts';
import { workOffHearing } from './hearing-jobs.ts';

export const DAY_MS = 86_400_000;
/** An evening: most of the day's budget may be spent. */
export const SILENCE_ENDS = Date.UTC(2026, 5, 2, 20);
const APP = 'https://gigavibe.example';
export const NOBODY_ANSWERS = 'http://127.0.0.1:9';
const { creator, fan } = testUsers;
const jonas = { username: 'jonas', displayName: 'Jonas', avatarUrl: null };

/** For a test file, at its top: a Farcaster of which no webhook tells, and what polls it, by a clock that each test begins at `SILENCE_ENDS`. */
export function openSilentWorld(firstPort: number) {
  const dataDir = mkdtempSync(join(tmpdir(), 'gigavibe-silence-'));
  const config = localConfig({ firstPort, dataDir });
  const url = urlOf(config, 'neynar');
  const { admin, db } = openTestDatabase(firstPort);
  const clock = { at: SILENCE_ENDS };
  const now = (): UnixMs => unixMs(clock.at);
  const record = castRecorder(db, { appUrl: APP });
  let part: FarcasterPart;
  let made = 0;

  beforeAll(async () => {
    const users = [creator, fan];
    const options = { webhookUrl: NOBODY_ANSWERS, webhookSecret: 'x', apiKey: 'key', users, delivery: { backoffMs: [] } };
    part = await startFarcaster(config, options);
    await part.world.addUsers(Array.from({ length: 400 }, (_, i) => passerBy(i)));
  });
  afterAll(async () => {
    await part?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  beforeEach(async () => {
    clock.at = SILENCE_ENDS;
    await admin`delete from public.jobs`;
    await admin`delete from private.credit_days`;
    await admin`delete from private.source_health`;
    await admin`delete from private.cast_polls`;
  });

  const neynar = (budget = 5_000) =>
    neynarCasts({ url, apiKey: 'key', spend: creditBudget(db, { source: 'neynar', budget, now }), timeoutMs: 3_000 });
  /** Neynar without a budget. */
  const unmetered = () => neynarCasts({ url, apiKey: 'key', spend: async () => {}, timeoutMs: 3_000 });
  const hub = () => hubCasts({ url });
  const away = neynarCasts({ url: NOBODY_ANSWERS, apiKey: 'key', spend: async () => {}, timeoutMs: 500 });

  /** What cron does: steps until only what is due later is left. `asNeynar` knows people, `hubUrl` answers beside it, the cast `poison` cannot be recorded. */
  async function work(source: CastSource, { asNeynar = source, hubUrl = url, poison = '' } = {}): Promise<void> {
    const recordFound: RecordFound = async cast => {
      if (cast.hash === poison) throw new Error(`${cast.hash} cannot be recorded`);
      return record('created', cast);
    };
    await admin`
      insert into public.jobs (key, kind, run_at) select name, name, ${new Date(clock.at)} from unnest(array['poll', 'people']) as name on conflict do nothing`;
    await workOffHearing(db, { source, asNeynar, hubUrl, recordFound }, clock);
  }
  /** The same while Neynar is away and a hub stands in for it. */
  const workByHub = () => work(withFallback(away, hub(), sourceHealthStore(db), now), { asNeynar: away });

  /** A performance whose cast was heard of before the silence. */
  async function perform(): Promise<{ id: string; hash: string }> {
    const id = stableUuid(`silent ${++made}`);
    const [at, text] = [unixMs(SILENCE_ENDS - DAY_MS - 3_600_000), `Take ${made}`];
    const { hash } = await part.world.publishCast({ fid: creator.fid, text, embeds: [`${APP}/p/${id}`], at });
    const author = { fid: creator.fid, displayName: 'Nia', username: null, avatarUrl: null, walletAddress: null, bio: null };
    const embeds = [{ url: `${APP}/p/${id}`, contentType: null, durationMs: null }];
    await record('created', { hash, author, text, at, embeds, parentHash: null, channel: null });
    await admin`update private.cast_polls set next_at = ${new Date(clock.at)}, changed_at = ${new Date(at)} where cast_hash = ${hash}`;
    return { id, hash };
  }
  /** A take of the creator's, of whose cast nobody told. */
  const castUnheard = (id: string, text: string, fid = creator.fid) =>
    part.world.publishCast({ fid, text, embeds: [`${APP}/p/${id}`] });
  /** A like, or that it was taken back, as a webhook tells it. */
  const hear = (castHash: string, fid: number, at: number, action: 'created' | 'deleted' = 'created') =>
    engagementRecorder(db)({ action, signal: 'like', fid, castHash, at: unixMs(at), score: 0.9, by: jonas });
  const pollAgain = (hash: string) =>
    admin`update private.cast_polls set next_at = ${new Date(clock.at)} where cast_hash = ${hash}`;
  const pollAuthors = () => admin`update private.author_polls set next_at = ${new Date(clock.at)}`;
  const metricsOf = async (id: string) =>
    (
      await admin`
        select likes_count::int as likes, shares_count::int as recasts, replies_count::int as replies, likes_polled is not null as polled
        from public.performance_metrics where performance_id = ${id}`
    )[0];

  return {
    admin,
    db,
    clock,
    farcaster: () => part.world,
    neynar,
    unmetered,
    hub,
    work,
    workByHub,
    perform,
    castUnheard,
    hear,
    pollAgain,
    pollAuthors,
    metricsOf,
  };
}

/** Somebody whom Farcaster knows, with a past and followers. */
const passerBy = (i: number) => ({
  fid: 1_000 + i,
  username: `p${i}`,
  displayName: `P ${i}`,
  address: null,
  score: 0.9,
  followerCount: 10 * i,
  registeredAt: Date.UTC(2024, 0, 1),
});
