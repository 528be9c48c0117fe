import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unwrapKey, wrapKey } from './wrap-key.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(found => new Uint8Array(found));
const FILE = '6b1f0a52-9f9e-4c1a-8a6e-0d1c2b3a4f5e';
const OTHER = '7b1f0a52-9f9e-4c1a-8a6e-0d1c2b3a4f5e';

it('gives a key back under its own secret, for its own file, unchanged, and never else', async () => {
  await fc.assert(
    fc.asyncProperty(bytes(32), bytes(32), bytes(32), bytes(12), fc.nat(59), async (key, first, second, nonce, at) => {
      fc.pre(first.some((byte, i) => byte !== second[i]));
      const secrets = [
        { id: '2', secret: second },
        { id: '1', secret: first },
      ];
      const wrapped = await wrapKey(key, FILE, { id: '1', secret: first }, nonce);
      expect(wrapped.text).toMatch(/^[A-Za-z0-9+/]{80}$/);
      expect(await unwrapKey(wrapped, FILE, secrets)).toEqual(key);
      await expect(unwrapKey(wrapped, OTHER, secrets)).rejects.toThrow();
      await expect(unwrapKey({ ...wrapped, secretId: '2' }, FILE, secrets)).rejects.toThrow();
      await expect(unwrapKey(wrapped, FILE, secrets.slice(0, 1))).rejects.toMatchObject({ code: 'premium/secret-missing' });
      // The same secret under another name.
      await expect(unwrapKey({ ...wrapped, secretId: '3' }, FILE, [{ id: '3', secret: first }])).rejects.toThrow();
      // Each file has a key of its own to be wrapped under.
      const [here, there] = [wrapped, await wrapKey(key, OTHER, { id: '1', secret: first }, nonce)].map(({ text }) =>
        text.slice(16, 58),
      );
      expect(here).not.toBe(there);
      const bent = Buffer.from(wrapped.text, 'base64');
      bent.writeUInt8(bent.readUInt8(at) ^ 1, at);
      await expect(unwrapKey({ ...wrapped, text: bent.toString('base64') }, FILE, secrets)).rejects.toThrow();
    }),
    { seed: 20261126, numRuns: 30 },
  );
});
