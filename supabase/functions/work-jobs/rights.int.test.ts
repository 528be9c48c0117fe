import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../local/supabase/testing/open-test-database.ts';
import { AppError } from '../../../shared/kernel/app-error.ts';
import { unixMs } from '../../../shared/kernel/units.ts';
import { metadataCid } from '../../../shared/launches/metadata-cid.ts';
import { hearFile } from '../../../shared/media/hear-file.ts';
import { wavOf } from '../../../shared/media/testing/wav-of.ts';
import { rightsHandler } from '../../../shared/moderation/check-rights.ts';
import { fingerprint } from '../../../shared/moderation/fingerprint.ts';
import { recording } from '../../../shared/moderation/testing/recordings.ts';
import type { JobKind } from '../../../shared/ops/schema.ts';
import { stepJobs } from '../../../shared/ops/step-jobs.ts';
import type { Transaction } from '../_shared/adapters/database.ts';
import { soundDecoders } from '../_shared/adapters/sound-decoders.ts';
import { jobStore } from '../_shared/stores/jobs.ts';
import { rightsStore } from '../_shared/stores/rights.ts';

const RATE = 16_000;
const fileOf = (samples: Float32Array) => wavOf(samples, RATE);
const fixtures = new URL('../../../shared/media/testing/sung/', import.meta.url);
const byFfmpeg = (name: string) => new Uint8Array(readFileSync(new URL(name, fixtures)));
const { admin, db } = openTestDatabase(29_480);
const files = new Map<string, Uint8Array>();
let people = 0;

async function person(): Promise<string> {
  const [row] = await admin<
    { id: string }[]
  >`insert into public.users (farcaster_fid, display_name) values (${++people}, 'P') returning id`;
  return row?.id ?? '';
}
async function post(userId: string, bytes: Uint8Array): Promise<{ id: string; cid: string }> {
  const cid = await metadataCid(bytes);
  files.set(cid, bytes);
  const [row] = await admin<{ id: string }[]>`
    insert into public.performances (user_id, title, poster_lines, kind, ink, audio_url)
    values (${userId}, 'T', '{T}', 'song', 'amber', ${`https://ipfs.example/ipfs/${cid}`}) returning id`;
  return { id: row?.id ?? '', cid };
}
async function work(): Promise<void> {
  const hear = async (cid: string) => {
    const bytes = files.get(cid);
    if (bytes === undefined) throw new AppError('media/away', 'away', { status: 503, retryable: true });
    return hearFile(bytes.length, async (start, end) => bytes.subarray(start, end), soundDecoders);
  };
  const handlers = { rights: rightsHandler({ ...rightsStore(db), hear }) };
  const ports = { store: jobStore<JobKind>(db), clock: { now: () => unixMs(Date.now() + 60_000) }, random: () => 0.5 };
  while ((await stepJobs(ports, handlers, 10_000)).done > 0);
}
const claimsOn = (id: string) =>
  admin`select id, of_performance_id, because, decision from public.copy_claims where performance_id = ${id}`;
async function cross(id: string) {
  const [row] = await admin<{ status: string; last_error: string | null }[]>`
    insert into public.viral_queue (performance_id, user_id, detection_score, rule_version, decided_at)
    select id, user_id, 1, 'v', now() from public.performances where id = ${id} returning status, last_error`;
  return row;
}
/** Says it as an operator, as the API would. */
const asOperator = (operator: string, claim: bigint, answer: string) =>
  admin.begin(async tx => {
    await tx`select set_config('request.jwt.claims', ${JSON.stringify({ role: 'authenticated', sub: operator })}, true)`;
    await tx`select public.answer_copy(array[${claim}::bigint], ${answer}, 'I listened to both.')`;
  });
/** Does the second while the first is not committed: it has to wait for that. */
async function beside(first: (tx: Transaction) => Promise<unknown>, second: () => Promise<unknown>): Promise<void> {
  let later: Promise<unknown> = Promise.resolve();
  await admin.begin(async tx => {
    await first(tx);
    later = second();
    later.catch(() => {});
    const waiting = async () => (await admin`select from pg_stat_activity where wait_event_type = 'Lock'`).length;
    await expect.poll(waiting).toBe(1);
  });
  await later;
}

describe('a copy', () => {
  it('of the same bytes is held before a coin, and one’s own is not', async () => {
    const [nia, jonas] = [await person(), await person()];
    const bytes = fileOf(recording(1, 8));
    const original = await post(nia, bytes);
    const again = await post(nia, bytes);
    const stolen = await post(jonas, bytes);
    await work();
    const claims = await claimsOn(stolen.id);
    expect(claims).toContainEqual(
      expect.objectContaining({ of_performance_id: original.id, because: 'same-bytes', decision: null }),
    );
    // Looked at at once, each of hers may be what finds him; no other take is named.
    expect([original.id, again.id]).toEqual(expect.arrayContaining(claims.map(claim => claim.of_performance_id)));
    expect(await claimsOn(original.id)).toEqual([]);
    expect(await claimsOn(again.id)).toEqual([]);
    expect(await cross(stolen.id)).toMatchObject({ status: 'held', last_error: expect.stringContaining('older take') });
    expect(await cross(original.id)).toMatchObject({ status: 'detected' });
  });

  it('of the same sound is held, also when the coin was on its way to its creator', async () => {
    const [nia, jonas, mei] = [await person(), await person(), await person()];
    const song = recording(2, 10);
    const original = await post(nia, fileOf(song));
    const copy = await post(jonas, fileOf(song.slice(2 * RATE).map(sample => sample * 0.2)));
    const other = await post(mei, fileOf(recording(3, 10)));
    await cross(copy.id);
    await work();
    expect(await claimsOn(copy.id)).toMatchObject([{ of_performance_id: original.id, because: 'alike' }]);
    expect(await claimsOn(other.id)).toEqual([]);
    const [queue] = await admin`select status from public.viral_queue where performance_id = ${copy.id}`;
    expect(queue?.status).toBe('held');
  });

  it('is held by the older take when that one could be read only later', async () => {
    const [nia, jonas] = [await person(), await person()];
    const song = recording(15, 10);
    const original = await post(nia, fileOf(song));
    const copy = await post(jonas, fileOf(song.slice(RATE)));
    const bytes = files.get(original.cid);
    files.delete(original.cid);
    await work();
    expect(await claimsOn(copy.id)).toEqual([]);
    files.set(original.cid, bytes ?? new Uint8Array());
    await admin`update public.jobs set run_at = now() where kind = 'rights'`;
    await work();
    expect(await claimsOn(copy.id)).toMatchObject([{ of_performance_id: original.id, because: 'alike' }]);
    expect(await claimsOn(original.id)).toEqual([]);
  });

  it('put into a draft that was kept before the original came is the copy all the same', async () => {
    const [nia, jonas] = [await person(), await person()];
    const [song, other] = [recording(16, 10), recording(17, 10)];
    for (const [because, original, stolen] of [
      ['same-bytes', fileOf(song), fileOf(song)],
      ['alike', fileOf(other), fileOf(other.slice(RATE))],
    ] as const) {
      const [draft] = await admin<{ id: string }[]>`
        insert into public.performances (user_id, title, poster_lines, kind, ink, status)
        values (${jonas}, 'T', '{T}', 'song', 'amber', 'draft') returning id`;
      const { id } = await post(nia, original);
      const cid = await metadataCid(stolen);
      files.set(cid, stolen);
      await admin`
        update public.performances set status = 'live', audio_url = ${`https://ipfs.example/ipfs/${cid}`} where id = ${draft?.id ?? ''}`;
      await work();
      expect(await claimsOn(id)).toEqual([]);
      expect(await claimsOn(draft?.id ?? '')).toContainEqual(expect.objectContaining({ because }));
    }
  });

  it('is not hidden by a file beside it that nobody has', async () => {
    const [nia, jonas] = [await person(), await person()];
    const song = recording(13, 10);
    const original = await post(nia, fileOf(song));
    const copy = await post(jonas, fileOf(song.slice(RATE)));
    await admin`update public.performances set video_url = ${`https://ipfs.example/ipfs/b${'a'.repeat(58)}`} where id = ${copy.id}`;
    await work();
    expect(await claimsOn(copy.id)).toMatchObject([{ of_performance_id: original.id, because: 'alike' }]);
  });

  it.each(['sung.m4a', 'sung.webm', 'sung.mp3', 'sung.mov'])(
    'encoded anew (%s) is held, whatever print its device sends',
    async name => {
      const [nia, jonas] = [await person(), await person()];
      await post(nia, fileOf(recording(2, 10)));
      const copy = await post(jonas, byFfmpeg(name));
      const store = rightsStore(db);
      await store.keepPrint(copy.cid, fingerprint(recording(90, 9), RATE), 'device');
      await work();
      expect((await store.printOf(copy.cid))?.source).toBe('server');
      // Others in this file sing the same song; one of them is enough.
      expect(await claimsOn(copy.id)).toMatchObject([{ because: 'alike' }]);
      await store.keepPrint(copy.cid, fingerprint(recording(91, 9), RATE), 'device');
      expect((await store.printOf(copy.cid))?.source).toBe('server');
    },
  );

  it('that cannot be decoded here is held until somebody has listened, and compared by the print of its device', async () => {
    const [nia, jonas, operator] = [await person(), await person(), await person()];
    await admin`insert into private.operators (user_id) values (${operator})`;
    const song = recording(6, 9);
    const original = await post(nia, fileOf(song));
    const [unheard, likely] = [await post(jonas, byFfmpeg('sung.ogg')), await post(jonas, new TextEncoder().encode('a file'))];
    await rightsStore(db).keepPrint(likely.cid, fingerprint(song.slice(RATE), RATE), 'device');
    await work();
    expect(await claimsOn(likely.id)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ of_performance_id: null, because: 'unheard' }),
        expect.objectContaining({ of_performance_id: original.id, because: 'alike' }),
      ]),
    );
    expect(await cross(unheard.id)).toMatchObject({ status: 'held', last_error: expect.stringContaining('listens to it') });
    const [claim, more] = await claimsOn(unheard.id);
    expect([claim?.because, more]).toEqual(['unheard', undefined]);
    await asOperator(operator, BigInt(claim?.id), 'own');
    const [queue] = await admin`select status, last_error from public.viral_queue where performance_id = ${unheard.id}`;
    expect(queue).toMatchObject({ status: 'detected', last_error: null });
    // Looked at again, it is not held again.
    await admin`update public.performances set status = 'hidden' where id = ${unheard.id}`;
    await admin`update public.performances set status = 'live' where id = ${unheard.id}`;
    await work();
    expect(await claimsOn(unheard.id)).toMatchObject([{ decision: 'own' }]);
  });

  it('is nobody’s younger take by the word of a device alone', async () => {
    const [nia, jonas] = [await person(), await person()];
    const early = await post(jonas, byFfmpeg('sung.ogg').subarray(1));
    const bytes = files.get(early.cid);
    files.delete(early.cid);
    await work();
    const song = recording(18, 9);
    const { id } = await post(nia, fileOf(song));
    await work();
    // What it was all along came to light only now, and its device says that it is her song.
    await rightsStore(db).keepPrint(early.cid, fingerprint(song, RATE), 'device');
    files.set(early.cid, bytes ?? new Uint8Array());
    await admin`update public.jobs set run_at = now() where kind = 'rights'`;
    await work();
    expect(await claimsOn(early.id)).toMatchObject([{ because: 'unheard' }]);
    expect(await claimsOn(id)).toEqual([]);
  });

  it('that ended its worker again and again is held, too', async () => {
    const take = await post(await person(), fileOf(recording(77, 8)));
    const slow = await post(await person(), fileOf(recording(78, 8)));
    // Its worker was only slow, and heard it when another had the job.
    await rightsStore(db).keepPrint(slow.cid, fingerprint(recording(78, 8), RATE), 'server');
    for (const { id } of [take, slow]) await admin`update public.jobs set lost = 3 where key = ${`rights:${id}`}`;
    await work();
    expect(await claimsOn(take.id)).toMatchObject([{ because: 'unheard' }]);
    expect(await claimsOn(slow.id)).toEqual([]);
  });

  it('waits for an operator, who can let it go; the person may appeal once', async () => {
    const [nia, jonas, operator] = [await person(), await person(), await person()];
    await admin`insert into private.operators (user_id) values (${operator})`;
    const song = fileOf(recording(11, 8));
    await post(nia, song);
    const held = await post(jonas, song);
    await work();
    await cross(held.id);
    const [claim] = await claimsOn(held.id);
    const id = BigInt(claim?.id);
    await asOperator(operator, id, 'copy');
    const status = async () => (await admin`select status from public.viral_queue where performance_id = ${held.id}`)[0]?.status;
    expect(await status()).toBe('held');
    await expect(asOperator(operator, id, 'own')).rejects.toThrow('answered this already');
    await expect(asOperator(jonas, id, 'own')).rejects.toThrow('Only operators');
    await admin.begin(async tx => {
      await tx`select set_config('request.jwt.claims', ${JSON.stringify({ role: 'authenticated', sub: jonas })}, true)`;
      await tx`set local role authenticated`;
      await tx`update public.copy_claims set appeal = 'We wrote it together.' where id = ${id}`;
      expect((await tx`update public.copy_claims set appeal = 'Again' where id = ${id}`).count).toBe(0);
    });
    await asOperator(operator, id, 'own');
    expect(await status()).toBe('detected');
  });

  it('is appealed against while an operator answers: that is answered, too', async () => {
    const [nia, jonas, operator] = [await person(), await person(), await person()];
    await admin`insert into private.operators (user_id) values (${operator})`;
    const song = fileOf(recording(19, 8));
    await post(nia, song);
    const held = await post(jonas, song);
    await work();
    const [claim] = await claimsOn(held.id);
    await admin.begin(async tx => {
      await tx`select now()`;
      await asOperator(operator, BigInt(claim?.id), 'copy');
      await tx`update public.copy_claims set appeal = 'We wrote it together.' where id = ${claim?.id}`;
    });
    await asOperator(operator, BigInt(claim?.id), 'own');
    expect(await claimsOn(held.id)).toMatchObject([{ decision: 'own' }]);
  });

  it('that was hidden, too, goes on when both end at once: neither takes the other for still there', async () => {
    const [nia, jonas, operator] = [await person(), await person(), await person()];
    await admin`insert into private.operators (user_id) values (${operator})`;
    const song = fileOf(recording(12, 8));
    await post(nia, song);
    const held = await post(jonas, song);
    await work();
    await cross(held.id);
    const [claim] = await claimsOn(held.id);
    await admin`update public.performances set status = 'hidden' where id = ${held.id}`;
    await beside(
      async tx => {
        await tx`update public.performances set status = 'live' where id = ${held.id}`;
        await tx`select private.release_launch(${held.id})`;
      },
      () => asOperator(operator, BigInt(claim?.id), 'own'),
    );
    expect(await admin`select status, last_error from public.viral_queue where performance_id = ${held.id}`).toEqual([
      { status: 'detected', last_error: null },
    ]);
  });

  it('let go beside another one of the same ticker: one of them keeps it', async () => {
    const takes = [await post(await person(), fileOf(recording(92, 8))), await post(await person(), fileOf(recording(93, 8)))];
    const [one, two] = takes.map(({ id }) => id) as [string, string];
    for (const id of [one, two]) await cross(id);
    await admin`
      update public.viral_queue set ticker = 'TWICE', status = 'held', last_error = 'An operator hid this take.'
      where performance_id in (${one}, ${two})`;
    await beside(
      async tx => tx`select private.release_launch(${one})`,
      async () => admin`select private.release_launch(${two})`,
    );
    const released = await admin`select status, ticker from public.viral_queue where performance_id in (${one}, ${two})`;
    expect(released.map(({ status }) => status)).toEqual(['detected', 'detected']);
    expect(released.map(({ ticker }) => ticker)).toEqual(expect.arrayContaining(['TWICE', null]));
  });

  it('let go while somebody’s card is opened with its ticker: the card has it, and the launch is offered another one', async () => {
    const takes = [await post(await person(), fileOf(recording(94, 8))), await post(await person(), fileOf(recording(95, 8)))];
    const [held, other] = takes.map(({ id }) => id) as [string, string];
    for (const id of [held, other]) await cross(id);
    await admin`
      update public.viral_queue set ticker = 'WANTED', status = 'held', last_error = 'An operator hid this take.',
        consented_at = now(), consent_expires_at = now() + interval '1 hour'
      where performance_id = ${held}`;
    await beside(
      async tx =>
        tx`update public.viral_queue set ticker = 'WANTED', status = 'awaiting_consent' where performance_id = ${other}`,
      async () => admin`select private.release_launch(${held})`,
    );
    expect(await admin`select status, ticker, consented_at from public.viral_queue where performance_id = ${held}`).toEqual([
      { status: 'detected', ticker: null, consented_at: null },
    ]);
  });
});
