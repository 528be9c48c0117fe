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
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('away')));
    await expect(fetchModel(model)).rejects.toThrow('cannot be read from films');
  });
});
