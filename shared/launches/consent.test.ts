import fc from 'fast-check';
import { type Hex, hashTypedData, recoverTypedDataAddress } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { describe, expect, it } from 'vitest';
import { type ConsentInput, consentForSigning, consentTypedData, sameConsent } from './consent.ts';
import { checkSplit } from './split.ts';
import { splitterAddress } from './splitter.ts';

const creator = privateKeyToAccount(`0x${'11'.repeat(32)}`);
const input: ConsentInput = {
  launchId: '6f0e0a58-3f4e-4b0e-9b35-6c1e9d7b2a11',
  metadataCid: 'bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy',
  name: 'Night bus home',
  ticker: 'NIGHTBUS',
  creator: creator.address,
  split: [{ account: creator.address, bps: 10_000 }],
  chainId: 8453,
  factory: '0x777777751622c0d3258f214F9DF38E35BF45baF3',
  expiresAt: 1_800_000_000,
};
const shared = (bps: number) =>
  checkSplit([
    { account: creator.address, bps },
    { account: `0x${'be'.repeat(20)}`, bps: 10_000 - bps },
  ]);
const hash = (of: ConsentInput): Hex => hashTypedData(consentForSigning(consentTypedData(of)));

describe('launch consent', () => {
  it('is JSON, and survives it', () => {
    const data = consentTypedData(input);
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    expect(sameConsent(data.message, { ...data.message, payout: creator.address })).toBe(true);
  });

  it('is signed by the creator over exactly these inputs', async () => {
    const data = consentForSigning(consentTypedData(input));
    const signature = await creator.signTypedData(data);
    expect(await recoverTypedDataAddress({ ...data, signature })).toBe(creator.address);
    const other = consentForSigning(consentTypedData({ ...input, ticker: 'NIGHTBUS2' }));
    expect(await recoverTypedDataAddress({ ...other, signature })).not.toBe(creator.address);
  });

  it('pays a wallet that has everything directly, and all others through their splitter', () => {
    expect(consentTypedData(input).message.payout).toBe(creator.address.toLowerCase());
    const { payout, owners } = consentTypedData({ ...input, split: shared(6_000) }).message;
    expect(payout).toBe(splitterAddress(shared(6_000)));
    expect(payout).not.toBe(splitterAddress(shared(6_001)));
    expect(owners).toEqual([creator.address.toLowerCase()]);
  });

  it('changes its hash with every single input', () => {
    const change = fc.oneof(
      fc.uuid().map(launchId => ({ launchId })),
      fc.string({ minLength: 1 }).map(name => ({ name })),
      fc.stringMatching(/^[A-Z0-9]{2,12}$/).map(ticker => ({ ticker })),
      fc.string({ minLength: 1 }).map(metadataCid => ({ metadataCid })),
      fc.integer({ min: 1, max: 2 ** 31 }).map(expiresAt => ({ expiresAt })),
      fc.integer({ min: 1, max: 2 ** 31 }).map(chainId => ({ chainId })),
      fc.integer({ min: 1, max: 9_999 }).map(bps => ({ split: shared(bps) })),
    );
    fc.assert(
      fc.property(change, changed => {
        const key = Object.keys(changed)[0] as keyof ConsentInput;
        fc.pre(changed[key as keyof typeof changed] !== input[key]);
        expect(hash({ ...input, ...changed })).not.toBe(hash(input));
        expect(sameConsent(consentTypedData({ ...input, ...changed }).message, consentTypedData(input).message)).toBe(false);
      }),
      { seed: 6 },
    );
  });
});
