import { describe, expect, it } from 'vitest';
import { openHoldersWorld, refused, seal } from '../../../local/ipfs/testing/holders-world.ts';

const { doors, fan, add, upload, perform, stage } = openHoldersWorld(29_840);

describe('adding a file for holders', () => {
  it('is for who made the take, with an upload of their own that its key opens, once', async () => {
    const { maker, takeId, sealed, mediaId } = await stage();
    const stranger = await fan();
    const theirs = await seal();
    const file = await upload(theirs.bytes, stranger);
    expect(await add(takeId, file?.id, theirs, stranger)).toMatchObject(refused(404, 'not-your-take'));
    expect(await add(takeId, file?.id, theirs, maker)).toMatchObject(refused(409, 'no-upload'));
    const own = await perform(stranger);
    expect(await add(own, file?.id, { ...theirs, key: sealed.key }, stranger)).toMatchObject(refused(422, 'does-not-open'));
    expect(await add(own, file?.id, { ...theirs, id: sealed.id }, stranger)).toMatchObject(refused(422, 'does-not-open'));
    expect((await add(own, file?.id, theirs, stranger, 0)).status).toBe(400);
    // An answer that was lost: the same again is no second.
    expect((await add(takeId, mediaId, sealed, maker)).status).toBe(200);
    expect(await add(takeId, mediaId, sealed, maker, 2)).toMatchObject(refused(409, 'has-one'));
    expect(await add(await perform(maker), mediaId, sealed, maker)).toMatchObject(refused(409, 'has-one'));
    const second = await seal();
    const more = await upload(second.bytes, maker);
    expect(await add(takeId, more?.id, second, maker)).toMatchObject(refused(409, 'has-one'));
    await doors.ask('DELETE', `api/holders-files/${sealed.id}`, undefined, maker.access_token);
    expect((await add(takeId, more?.id, second, maker)).status).toBe(200);
  });

  it('takes sound and film that can be played alone, and no upload that is not sealed', async () => {
    const me = await fan();
    for (const mime of ['text/html', 'audio/midi']) {
      const sealed = await seal(mime);
      const file = await upload(sealed.bytes, me);
      expect(await add(await perform(me), file?.id, sealed, me)).toMatchObject(refused(422, 'does-not-open'));
    }
    const plain = await upload(crypto.getRandomValues(new Uint8Array(3_000)), me);
    expect(plain).toMatchObject({ pin_status: 'failed', problem: 'wrong-type' });
    const cut = await seal();
    expect(await upload(cut.bytes.slice(0, 109), me)).toMatchObject({ pin_status: 'failed', problem: 'wrong-type' });
  });
});
