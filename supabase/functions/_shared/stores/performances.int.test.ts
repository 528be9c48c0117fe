import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../../local/supabase/testing/open-test-database.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import type { RecordCast } from '../../../../shared/performances/ports.ts';
import type { Cast } from '../../../../shared/performances/schema.ts';
import { APP, newHash } from '../../_testing/engagement.ts';
import { postStore } from './performance-posts.ts';
import { castRecorder } from './performances.ts';

const { admin, db } = openTestDatabase(29_060);
let recordCast: RecordCast;
const wallet = (byte: string) => `0x${byte.repeat(20)}`;
type Changes = Partial<Cast> & { fid?: number; walletAddress?: string | null };
const castOf = (id: string, { fid = 1, walletAddress = wallet('ab'), ...changes }: Changes = {}): Cast => ({
  hash: newHash(),
  author: { fid, displayName: `Person ${fid}`, username: null, avatarUrl: null, bio: null, walletAddress },
  text: 'Night bus home — song',
  at: unixMs(Date.UTC(2026, 0, 1)),
  embeds: [
    { url: `${APP}/p/${id}`, contentType: null, durationMs: null },
    { url: 'https://ipfs.example/a', contentType: 'audio/wav', durationMs: 30_000 },
  ],
  parentHash: null,
  channel: null,
  ...changes,
});
const rowOf = async (id: string) =>
  (
    await admin`
      select p.title, p.status, p.farcaster_cast_id, p.audio_url, p.ink, p.poster_lines, u.farcaster_fid, u.wallet_address
      from public.performances p join public.users u on u.id = p.user_id where p.id = ${id}`
  )[0];
const draft = async (id: string, fid: number) => {
  const [user] = await admin`
    insert into public.users (farcaster_fid, display_name) values (${fid}, 'Drafter')
    on conflict (farcaster_fid) do update set display_name = 'Drafter' returning id`;
  await admin`
    insert into public.performances (id, user_id, title, poster_lines, kind, ink, status, video_url)
    values (${id}, ${user?.id}, 'My own title', '{MY OWN,TITLE}', 'dance', 'bone', 'draft', 'https://ipfs.example/v')`;
};

beforeAll(async () => {
  recordCast = castRecorder(db, { appUrl: APP });
});

describe('casts on a real database', () => {
  it('make a performance with an author and empty metrics', async () => {
    const id = randomUUID();
    const cast = castOf(id);
    expect(await recordCast('created', cast)).toBe('performance');
    expect(await rowOf(id)).toMatchObject({
      title: 'Night bus home',
      status: 'live',
      farcaster_cast_id: cast.hash,
      farcaster_fid: '1',
      wallet_address: wallet('ab'),
    });
    expect(
      await admin`select likes_count, viral_score, viral_threshold, version from public.performance_metrics where performance_id = ${id}`,
    ).toEqual([{ likes_count: '0', viral_score: 0, viral_threshold: 100, version: '1' }]);
    expect(await recordCast('created', cast)).toBe('duplicate');
  });

  it('meet the draft that their author made, and leave what the author chose', async () => {
    const id = randomUUID();
    await draft(id, 2);
    const cast = castOf(id, { fid: 2 });
    expect(await recordCast('created', cast)).toBe('performance');
    expect(await rowOf(id)).toMatchObject({
      title: 'My own title',
      status: 'live',
      ink: 'bone',
      farcaster_cast_id: cast.hash,
      audio_url: 'https://ipfs.example/a',
    });
  });

  it('of strangers, or a second one of the author, change nothing', async () => {
    const id = randomUUID();
    await draft(id, 3);
    expect(await recordCast('created', castOf(id, { fid: 4 }))).toBe('ignored');
    expect(await rowOf(id)).toMatchObject({ status: 'draft', farcaster_cast_id: null, farcaster_fid: '3' });
    const first = castOf(id, { fid: 3 });
    await recordCast('created', first);
    expect(await recordCast('created', castOf(id, { fid: 3 }))).toBe('ignored');
    expect(await rowOf(id)).toMatchObject({ farcaster_cast_id: first.hash });
  });

  it('are about one performance only', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const cast = castOf(one, { fid: 5 });
    await draft(two, 5);
    await recordCast('created', cast);
    expect(await recordCast('created', { ...castOf(two, { fid: 5 }), hash: cast.hash })).toBe('duplicate');
    expect(await rowOf(two)).toMatchObject({ status: 'draft', farcaster_cast_id: null });
  });

  it('that come twice at once make one performance', async () => {
    const cast = castOf(randomUUID(), { fid: 6 });
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => recordCast('created', cast)));
    expect(outcomes.toSorted()).toEqual([...Array(5).fill('duplicate'), 'performance']);
  });

  it('do not bring back a wallet when they are replayed', async () => {
    const cast = castOf(randomUUID(), { fid: 7, walletAddress: wallet('01') });
    await recordCast('created', cast);
    await admin`update public.users set wallet_address = ${wallet('02')} where farcaster_fid = 7`;
    await recordCast('created', cast);
    await recordCast('created', castOf(randomUUID(), { fid: 7, walletAddress: wallet('01') }));
    expect(await admin`select wallet_address from public.users where farcaster_fid = 7`).toEqual([
      { wallet_address: wallet('02') },
    ]);
  });

  it('that are taken back hide their performance, for good and in any order', async () => {
    const [id, overtaken] = [randomUUID(), randomUUID()];
    const cast = castOf(id, { fid: 8 });
    await recordCast('created', cast);
    expect(await recordCast('deleted', cast)).toBe('performance');
    expect(await recordCast('deleted', cast)).toBe('duplicate');
    expect(await recordCast('created', cast)).toBe('duplicate');
    const late = castOf(overtaken, { fid: 8 });
    expect(await recordCast('deleted', late)).toBe('performance');
    expect(await recordCast('created', late)).toBe('duplicate');
    for (const one of [id, overtaken]) expect(await rowOf(one)).toMatchObject({ status: 'hidden' });
  });

  it('that come after their draft was taken down leave it taken back', async () => {
    const id = randomUUID();
    await draft(id, 11);
    const [user] = await admin`select id from public.users where farcaster_fid = 11`;
    expect(await postStore(db).remove(id, String(user?.id))).toBe(true);
    await recordCast('created', castOf(id, { fid: 11 }));
    expect(await admin`select status, taken_back_at is not null as taken_back from public.performances where id = ${id}`).toEqual(
      [{ status: 'hidden', taken_back: true }],
    );
  });

  it('that are taken back hold a launch that is not on its way', async () => {
    const statuses = { detected: 'held', approved: 'held', sent: 'sent', final: 'final' };
    for (const [before, after] of Object.entries(statuses)) {
      const id = randomUUID();
      const cast = castOf(id, { fid: 9 });
      await recordCast('created', cast);
      await admin`
        insert into public.viral_queue (performance_id, user_id, status, detection_score, rule_version, decided_at)
        select id, user_id, ${before}, 1, 'x', now() from public.performances where id = ${id}`;
      await recordCast('deleted', cast);
      expect(await admin`select status from public.viral_queue where performance_id = ${id}`).toEqual([{ status: after }]);
    }
  });

  it('of no concern leave no trace', async () => {
    const cast = { ...castOf(randomUUID(), { fid: 10 }), embeds: [] };
    expect(await recordCast('created', cast)).toBe('ignored');
    expect(await recordCast('deleted', cast)).toBe('ignored');
    expect(await admin`select from private.engagement_casts where cast_hash = ${cast.hash}`).toHaveLength(0);
    expect(await admin`select from public.users where farcaster_fid = 10`).toHaveLength(0);
  });
});
