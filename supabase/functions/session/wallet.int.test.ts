import fc from 'fast-check';
import { createSiweMessage } from 'viem/siwe';
import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../local/supabase/testing/open-test-database.ts';
import { PROOF_LIFE_MS, STATEMENTS, siweMessage } from '../../../shared/identity/siwe.ts';
import { addressOf, walletOf } from '../_testing/identity-callers.ts';
import { identityDoors, TERMS } from '../_testing/identity-doors.ts';
import type { SessionAnswer } from './answer.ts';

const { db } = openTestDatabase(29_720);
const doors = identityDoors(db);

const refresh = (refresh_token: unknown) => doors.ask<SessionAnswer>('POST', 'session/refresh', { refresh_token });
const renamed = (token: string) => doors.ask('PATCH', 'api/profile', { display_name: 'Ada' }, token);

describe('signing in by wallet', () => {
  it('makes an account at the first signature and finds it at the next', async () => {
    const first = await doors.byWallet('ada');
    expect(first).toMatchObject({ signed_by: addressOf('ada'), user: { fid: null, username: null, wallet_address: null } });
    expect(first.user.display_name).not.toContain('0x');
    expect((await doors.byWallet('ada')).user.id).toBe(first.user.id);
    expect((await doors.byWallet('ben')).user.id).not.toBe(first.user.id);
  });

  it('makes one account of many first signatures at once', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => doors.byWallet('cyd')));
    expect(new Set(all.map(said => said.user.id)).size).toBe(1);
  });

  it('takes each signature once, whoever comes first', async () => {
    const proof = await doors.prove('ada');
    const answers = await Promise.all(Array.from({ length: 8 }, () => doors.ask('POST', 'session/wallet', proof)));
    expect(answers.map(answer => answer.status).sort()).toEqual([200, ...Array(7).fill(401)]);
    expect((await doors.ask('POST', 'session/wallet', proof)).body.error.code).toBe('identity/invalid-proof');
  });

  it('refuses nonces of its own making, of another purpose and of too long ago', async () => {
    const ada = walletOf('ada');
    const signed = async (nonce: string) => {
      const message = siweMessage('sign-in', ada.address, nonce, TERMS, doors.clock.now());
      return (await doors.ask('POST', 'session/wallet', { message, signature: await ada.signMessage({ message }) })).status;
    };
    const { access_token } = await doors.byWallet('ada');
    expect(await signed('0123456789abcdef')).toBe(401);
    expect(await signed(await doors.nonceFor(access_token))).toBe(401);
    const old = await doors.nonceFor();
    doors.clock.jump(PROOF_LIFE_MS);
    expect(await signed(old)).toBe(401);
    expect(await signed(await doors.nonceFor())).toBe(200);
  });

  it('takes nobody else’s signature, and keeps the nonce for whom it was given to', async () => {
    const proof = await doors.prove('ada');
    const forged = { ...proof, signature: await walletOf('eve').signMessage({ message: proof.message }) };
    expect((await doors.ask('POST', 'session/wallet', forged)).status).toBe(401);
    expect((await doors.ask('POST', 'session/wallet', { ...proof, signature: `${proof.signature}00` })).status).toBe(401);
    expect((await doors.ask('POST', 'session/wallet', proof)).status).toBe(200);
  });

  it('refuses every message but its own, though well signed with a good nonce', async () => {
    const ada = walletOf('ada');
    const now = doors.clock.now();
    const wrong = fc.constantFrom(
      { domain: 'evil.example' },
      { uri: 'https://evil.example' },
      { chainId: 1 },
      { statement: STATEMENTS.link },
      { statement: 'Hello' },
      { issuedAt: new Date(now - PROOF_LIFE_MS), expirationTime: new Date(now - 1) },
      { expirationTime: new Date(now + 30 * 24 * 3_600_000) },
      { notBefore: new Date(now + 3_600_000) },
      { resources: ['https://evil.example'] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(wrong, { minLength: 1, maxLength: 3 }), async changes => {
        const message = createSiweMessage({
          domain: new URL(TERMS.appUrl).host,
          address: ada.address,
          statement: STATEMENTS['sign-in'],
          uri: TERMS.appUrl,
          version: '1',
          chainId: TERMS.chainId,
          nonce: await doors.nonceFor(),
          issuedAt: new Date(now),
          expirationTime: new Date(now + PROOF_LIFE_MS),
          ...Object.assign({}, ...changes),
        });
        const answer = await doors.ask('POST', 'session/wallet', { message, signature: await ada.signMessage({ message }) });
        expect(answer).toMatchObject({ status: 401, body: { error: { code: 'identity/invalid-proof' } } });
      }),
      { seed: 4361, numRuns: 60 },
    );
  });

  it('never breaks on what it is sent', async () => {
    const hex = fc.array(fc.integer({ min: 0, max: 255 })).map(bytes => `0x${Buffer.from(bytes).toString('hex')}`);
    const body = fc.oneof(fc.record({ message: fc.string({ unit: 'binary' }), signature: hex }), fc.anything());
    await fc.assert(
      fc.asyncProperty(body, fc.constantFrom('wallet', 'refresh', 'end', 'nonce'), async (sent, door) => {
        const { status } = await doors.ask('POST', `session/${door}`, JSON.parse(JSON.stringify(sent ?? null)));
        expect(status).toBeLessThan(500);
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});

describe('a session that a wallet opened', () => {
  it('is renewed by a token that works once', async () => {
    const first = await doors.byWallet('dee');
    doors.clock.jump(3_600_000);
    expect((await renamed(first.access_token)).status).toBe(401);
    const next = await refresh(first.refresh_token);
    expect(next).toMatchObject({ status: 200, body: { signed_by: addressOf('dee'), user: { id: first.user.id } } });
    expect(next.body.refresh_token).not.toBe(first.refresh_token);
    expect((await renamed(next.body.access_token)).status).toBe(200);
  });

  it('forgives a lost answer, and ends for everybody when a used token comes back later', async () => {
    const { refresh_token: stolen } = await doors.byWallet('dee');
    const own = await refresh(stolen);
    expect((await refresh(stolen)).status).toBe(200);
    doors.clock.jump(31_000);
    expect(await refresh(stolen)).toMatchObject({ status: 401, body: { error: { code: 'identity/session-over' } } });
    expect((await refresh(own.body.refresh_token)).status).toBe(401);
    expect((await renamed(own.body.access_token)).status).toBe(401);
  });

  it('ends here or everywhere', async () => {
    const [phone, laptop] = [await doors.byWallet('dee'), await doors.byWallet('dee')];
    expect((await doors.ask('POST', 'session/end', {}, phone.access_token)).status).toBe(200);
    expect((await refresh(phone.refresh_token)).status).toBe(401);
    const renewed = (await refresh(laptop.refresh_token)).body;
    const tablet = await doors.byWallet('dee');
    expect((await doors.ask('POST', 'session/end', { everywhere: true }, tablet.access_token)).status).toBe(200);
    for (const each of [renewed, tablet]) expect((await refresh(each.refresh_token)).status).toBe(401);
    expect((await refresh((await doors.byWallet('dee')).refresh_token)).status).toBe(200);
  });

  it('is over when nobody used it for 30 days', async () => {
    const { refresh_token } = await doors.byWallet('dee');
    doors.clock.jump(30 * 24 * 3_600_000);
    expect((await refresh(refresh_token)).status).toBe(401);
  });

  it('keeps no secret in the database', async () => {
    const { refresh_token } = await doors.byWallet('dee');
    const rows = await db`select hash from private.refresh_tokens`;
    expect(JSON.stringify(rows)).not.toContain(refresh_token);
    expect((await refresh('x'.repeat(43))).status).toBe(401);
  });
});
