import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchModel, NoModel } from './fetch-model.ts';

const bytes = Uint8Array.from({ length: 5_000 }, (_, i) => i & 255);
const model = { url: 'https://models.example/pose.task', sha256: createHash('sha256').update(bytes).digest('hex') };
const answer = (body: Uint8Array, init?: ResponseInit) => vi.stubGlobal('fetch', async () => new Response(body.slice(), init));
afterEach(() => vi.unstubAllGlobals());

describe('the model for poses', () => {
  it('is what was configured, to the last bit, or is not used', async () => {
    answer(bytes);
    expect(await fetchModel(model)).toEqual(bytes);
    answer(bytes.with(4_999, 0));
    await expect(fetchModel(model)).rejects.toThrow(NoModel);
    answer(bytes.subarray(1));
    await expect(fetchModel(model)).rejects.toThrow(NoModel);
  });

  it('that is away or is far too large is none', async () => {
    answer(bytes, { status: 404 });
    await expect(fetchModel(model)).rejects.toThrow(NoModel);
    answer(bytes, { headers: { 'content-length': String(1e9) } });
    await expect(fetchModel(model)).rejects.toThrow(NoModel);
    let pulled = 0;
    const endless = () =>
      new ReadableStream({ pull: at => (pulled++ < 100 ? at.enqueue(new Uint8Array(1024 * 1024)) : at.close()) });
    vi.stubGlobal('fetch', async () => new Response(endless()));
    await expect(fetchModel(model)).rejects.toThrow(NoModel);
    expect(pulled).toBeLessThan(60);
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('away')));
    await expect(fetchModel(model)).rejects.toThrow('cannot be read from films');
  });
});
