import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hmacVerifier } from './hmac.ts';
import { requireCron } from './require-cron.ts';
import { sameText } from './same-text.ts';

const SECRET = 'a-secret-of-some-length';
const asking = (headers: Record<string, string>) => new Request('https://x.example', { headers });

describe('requireCron', () => {
  it('opens to the secret alone', async () => {
    await expect(requireCron(asking({ authorization: `Bearer ${SECRET}` }), SECRET)).resolves.toBeUndefined();
    for (const headers of [{}, { authorization: SECRET }, { authorization: `Bearer ${SECRET}x` }, { authorization: 'Bearer ' }]) {
      await expect(requireCron(asking(headers), SECRET)).rejects.toMatchObject({ status: 401, code: 'http/not-cron' });
    }
  });
});

describe('sameText', () => {
  it('is equality', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (a, b) => {
        expect(await sameText(a, b)).toBe(a === b);
        expect(await sameText(a, a)).toBe(true);
      }),
      { seed: 1 },
    );
  });
});

describe('hmacVerifier', () => {
  const verify = hmacVerifier(SECRET);
  const sign = (body: Uint8Array, secret = SECRET) => createHmac('sha512', secret).update(body).digest('hex');

  it('holds for exactly these bytes and this secret', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(), async (bytes, at) => {
        const body = new Uint8Array(bytes);
        expect(await verify(body, sign(body))).toBe(true);
        expect(await verify(body, sign(body).toUpperCase())).toBe(true);
        expect(await verify(body, sign(body, 'another'))).toBe(false);
        const changed = new Uint8Array(body);
        changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ 1;
        expect(await verify(changed, sign(body))).toBe(false);
      }),
      { seed: 1 },
    );
  });

  it('does not hold for what is no signature', async () => {
    const body = new Uint8Array(3);
    for (const signature of [null, '', 'zz', sign(body).slice(2), `${sign(body)}00`, `sha512=${sign(body)}`]) {
      expect(await verify(body, signature)).toBe(false);
    }
  });
});
