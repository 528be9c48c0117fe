import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fileOf, openCopiesWorld, RATE } from '../../../local/copies/testing/copies-world.ts';
import { blockCid } from '../../../shared/kernel/block-cid.ts';
import { fingerprint } from '../../../shared/moderation/fingerprint.ts';
import { recording } from '../../../shared/moderation/testing/recordings.ts';
import { rightsStore } from '../_shared/stores/rights.ts';

const { admin, db, files, person, post, work, claimsOn, cross, asOperator } = openCopiesWorld(29_480);
const fixtures = new URL('../../../shared/media/testing/sung/', import.meta.url);
const byFfmpeg = (name: string) => new Uint8Array(readFileSync(new URL(name, fixtures)));

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
      const cid = await blockCid(stolen);
      files.set(cid, stolen);
      await admin`
        update public.performances set status = 'live', audio_url = ${`https://ipfs.example/ipfs/${cid}`} where id = ${draft?.id ?? ''}`;
      await work();
      expect(await claimsOn(id)).toEqual([]);
      expect(await claimsOn(draft?.id ?? '')).toContainEqual(expect.objectContaining({ because }));
    }
  });

  it('is found among prints of files that are in no take, and that repeat what is heard in it', async () => {
    const [nia, jonas] = [await person(), await person()];
    const song = recording(40, 10);
    const original = await post(nia, fileOf(song));
    const stolen = song.slice(RATE);
    const words = fingerprint(stolen, RATE);
    for (let n = 0; n < 50; n++) {
      const cid = `b${'abcdefghij'.charAt(n % 10)}${'klmno'.charAt(n / 10)}`.padEnd(59, 'z');
      await rightsStore(db).keepPrint(cid, Uint32Array.from([...words, ...words, ...words]), 'device');
    }
    const copy = await post(jonas, fileOf(stolen));
    await work();
    expect(await claimsOn(copy.id)).toMatchObject([{ of_performance_id: original.id, because: 'alike' }]);
  });

  it('of which a codec left no word as it was is found', async () => {
    const [nia, jonas] = [await person(), await person()];
    const song = recording(41, 10);
    const original = await post(nia, fileOf(song));
    const words = fingerprint(song, RATE);
    const turned = words.map(word => {
      const bit = Array.from({ length: 32 }, (_, place) => 1 << place).find(each => !words.includes((word ^ each) >>> 0));
      return word ^ (bit ?? 0);
    });
    const copy = await post(jonas, fileOf(recording(42, 10)));
    await rightsStore(db).keepPrint(copy.cid, turned, 'server');
    await work();
    expect(await claimsOn(copy.id)).toMatchObject([{ of_performance_id: original.id, because: 'alike' }]);
  });

  it('is looked for among the likeliest of each person, so that nobody fills the list with its pieces in another order', async () => {
    const [nia, jonas, mei, sam] = [await person(), await person(), await person(), await person()];
    const store = rightsStore(db);
    const words = fingerprint(recording(43, 10), RATE);
    const pieces = Array.from({ length: 8 }, (_, n) => words.slice(n * 24, (n + 1) * 24));
    const original = await post(nia, fileOf(recording(43, 10)));
    await store.keepPrint(
      original.cid,
      words.map((word, at) => (at % 16 === 0 ? word : ~word)),
      'server',
    );
    for (const [n, each] of [mei, sam, mei, sam].entries()) {
      const decoy = await post(each, new TextEncoder().encode(`pieces ${n}`));
      const shuffled = pieces.map((_, at) => pieces[(at * 3 + n) % 8] ?? new Uint32Array());
      await store.keepPrint(decoy.cid, Uint32Array.from(shuffled.flatMap(piece => [...piece])), 'server');
    }
    const mine = await post(jonas, new TextEncoder().encode('mine'));
    const found = await store.alike({ id: mine.id, userId: jonas, cids: [] }, words, 3);
    expect(found.map(each => each.id)).toContain(original.id);
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
});
