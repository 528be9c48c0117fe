import fc from 'fast-check';
import { createSiweMessage, type SiweMessage } from 'viem/siwe';
import { describe, expect, it } from 'vitest';
import { checkSiwe, PROOF_LIFE_MS, type Purpose, STATEMENTS, siweMessage } from './siwe.ts';

const NOW = Date.UTC(2026, 10, 14, 21);
const TERMS = { appUrl: 'https://gigavibe.example', chainId: 8453 };
const ADDRESS = '0xA0Cf798816D4b9b9866b5330EEa46a18382f251e';
const NONCE = 'a1b2c3d4e5f60718';
const good = siweMessage('sign-in', ADDRESS, NONCE, TERMS, NOW);

const fields: SiweMessage = {
  domain: 'gigavibe.example',
  address: ADDRESS,
  statement: STATEMENTS['sign-in'],
  uri: TERMS.appUrl,
  version: '1',
  chainId: 8453,
  nonce: NONCE,
  issuedAt: new Date(NOW),
  expirationTime: new Date(NOW + PROOF_LIFE_MS),
};
const check = (text: string, now = NOW, purpose: Purpose = 'sign-in') => checkSiwe(text, purpose, TERMS, now);
const refused = (text: string, now = NOW, purpose: Purpose = 'sign-in') =>
  expect(() => check(text, now, purpose)).toThrow(expect.objectContaining({ status: 401, code: 'identity/invalid-proof' }));

describe('checkSiwe', () => {
  it('knows the message that we ask for, for as long as it holds', () => {
    expect(createSiweMessage(fields)).toBe(good);
    for (const now of [NOW - 60_000, NOW, NOW + PROOF_LIFE_MS - 1])
      expect(check(good, now)).toEqual({ address: ADDRESS.toLowerCase(), nonce: NONCE });
    for (const now of [NOW - 60_001, NOW + PROOF_LIFE_MS, NOW + 1e9]) refused(good, now);
  });

  it.each<[string, Partial<SiweMessage>]>([
    ['another site', { domain: 'gigavibe.example.evil.example' }],
    ['another port of ours', { domain: 'gigavibe.example:8080' }],
    ['another address of ours', { uri: 'https://gigavibe.example/p' }],
    ['another scheme', { uri: 'http://gigavibe.example' }],
    ['a scheme before the domain', { scheme: 'https' }],
    ['another chain', { chainId: 1 }],
    ['no statement', { statement: undefined }],
    ['another statement', { statement: 'Send all of my coins' }],
    ['a statement for another act', { statement: STATEMENTS.link }],
    ['no expiry', { expirationTime: undefined }],
    ['a long life', { expirationTime: new Date(NOW + PROOF_LIFE_MS + 1) }],
    ['an expiry before its beginning', { issuedAt: new Date(NOW + 30_000), expirationTime: new Date(NOW + 20_000) }],
    ['a beginning of its own', { notBefore: new Date(NOW) }],
    ['a request id', { requestId: 'x' }],
    ['resources', { resources: ['https://evil.example'] }],
  ])('refuses %s', (_, changed) => refused(createSiweMessage({ ...fields, ...changed } as SiweMessage)));

  it('is good for one purpose alone', () => {
    const link = siweMessage('link', ADDRESS, NONCE, TERMS, NOW);
    refused(link);
    refused(good, NOW, 'link');
    expect(check(link, NOW, 'link')).toMatchObject({ nonce: NONCE });
  });

  it('refuses whatever differs by a letter, a line or an end', () => {
    const edit = fc
      .record({ at: fc.nat(good.length), cut: fc.nat(3), put: fc.string({ maxLength: 12 }) })
      .map(({ at, cut, put }) => good.slice(0, at) + put + good.slice(at + cut))
      .filter(text => text !== good);
    fc.assert(
      fc.property(edit, text => {
        let said: unknown = null;
        try {
          said = check(text);
        } catch (error) {
          expect(error).toMatchObject({ status: 401 });
          return;
        }
        // What still holds may differ in what is the signer's to choose, nothing else: it is another wallet's or nonce's message.
        const { address, nonce } = said as { address: string; nonce: string };
        expect(address !== ADDRESS.toLowerCase() || nonce !== NONCE || timesOf(text) !== timesOf(good)).toBe(true);
      }),
      { seed: 4361, numRuns: 3_000 },
    );
  });

  it('never breaks on odd texts', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), text => {
        refused(text);
      }),
      { seed: 1, numRuns: 1_000 },
    );
  });
});

const timesOf = (text: string) => text.slice(text.indexOf('Issued At'));
