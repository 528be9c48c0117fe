import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../local/supabase/testing/open-test-database.ts';
import { blockCid } from '../../../shared/kernel/block-cid.ts';
import { unixMs } from '../../../shared/kernel/units.ts';
import { openConsent } from '../../../shared/launches/open-consent.ts';
import { packPrint } from '../../../shared/moderation/pack-print.ts';
import { consentStore } from '../_shared/stores/launches-consent.ts';
import { addressOf } from '../_testing/identity-callers.ts';
import { identityDoors } from '../_testing/identity-doors.ts';
import { seedLaunch } from '../_testing/seed-launch.ts';

const { admin, db } = openTestDatabase(30_240);
const doors = identityDoors(db);
let fid = 9_000;

describe('the credit of a take', () => {
  it('follows remixes and moves, and begins a launch’s split', async () => {
    const [nia, jonas] = [await doors.byFarcaster(++fid), await doors.byFarcaster(++fid)];
    const take = async (userId: string, remixOf: string | null) => {
      const [row] = await admin<{ id: string }[]>`
        insert into public.performances (user_id, title, poster_lines, kind, ink, remix_of)
        values (${userId}, 'T', '{T}', 'song', 'amber', ${remixOf}) returning id`;
      return row?.id ?? '';
    };
    const first = await take(nia.user.id, null);
    const second = await take(jonas.user.id, first);
    const seeded = await seedLaunch(admin, 77_000, addressOf('remixer'));
    await admin`update public.performances set remix_of = ${second} where id = ${seeded.performanceId}`;
    await admin`update public.users set username = 'u' || farcaster_fid where id in (${nia.user.id}, ${jonas.user.id})`;
    const file = await consentStore(db).file(seeded.launchId);
    expect(file?.credit).toEqual([
      { userId: jonas.user.id, bps: 1_000 },
      { userId: nia.user.id, bps: 500 },
    ]);
    const card = await openConsent(
      { store: consentStore(db), verify: async () => true, now: () => unixMs(Date.now()) },
      { chainId: 8453, factory: `0x${'00'.repeat(20)}`, consentHours: 24 },
      seeded,
    );
    expect(card.own_bps).toBe(8_500);
    expect(card.parts.map(({ bps, answer }) => [bps, answer])).toEqual([
      [1_000, 'asked'],
      [500, 'asked'],
    ]);
    // A circle, which no honest client makes, ends.
    await admin`update public.performances set remix_of = ${seeded.performanceId} where id = ${first}`;
    expect((await consentStore(db).file(seeded.launchId))?.credit).toHaveLength(2);
  });
});

describe('a print', () => {
  it('is taken from who uploaded the file alone, once it was checked', async () => {
    const [nia, jonas] = [await doors.byFarcaster(++fid), await doors.byFarcaster(++fid)];
    const cid = await blockCid(new TextEncoder().encode('a take'));
    await admin`
      insert into public.media_files (user_id, purpose, cid, size_bytes, mime, pin_status, checked_at) values
        (${nia.user.id}, 'take', ${cid}, 6, 'audio/webm', 'pinned', now()), (${jonas.user.id}, 'take', ${cid}, 6, 'audio/webm', 'allowed', null)`;
    const words = packPrint(Uint32Array.of(1, 2, 0xffffffff));
    expect((await doors.ask('POST', 'api/prints', { cid, words }, jonas.access_token)).status).toBe(403);
    expect((await doors.ask('POST', 'api/prints', { cid, words: 'AAAA' }, nia.access_token)).body.error.code).toBe(
      'moderation/bad-print',
    );
    expect((await doors.ask('POST', 'api/prints', { cid, words }, nia.access_token)).status).toBe(200);
    expect(await admin`select words, source from private.audio_prints where cid = ${cid}`).toEqual([
      { words: [1, 2, -1], source: 'device' },
    ]);
  });
});
