import { parseEther, zeroAddress } from 'viem';
import { expect, test } from 'vitest';
import { UNIVERSAL_ROUTER as ROUTER } from '../../../../../shared/markets/base-contracts.ts';
import { PERMIT_SINGLE_TYPES } from '../../../../../shared/markets/permit-types.ts';
import { describeTypedData } from './describe-typed-data.ts';
import { COIN, NOW, OTHER, OWN, reading } from './testing/reading.ts';

test('a Permit2 permission names amount, token, spender and time', async () => {
  const described = await describeTypedData(
    {
      domain: { name: 'Permit2', chainId: 8453 },
      primaryType: 'PermitSingle',
      types: PERMIT_SINGLE_TYPES,
      message: {
        details: { token: COIN, amount: String(parseEther('40')), expiration: NOW + 1800, nonce: 0 },
        spender: ROUTER,
        sigDeadline: String(NOW + 60),
      },
    },
    reading,
  );
  expect(described.title).toBe('Allow the Uniswap router to move up to 40 NIGHTBUS for 30 minutes');
  expect(described.facts.map(({ label }) => label)).toEqual([
    'Details · token',
    'Details · amount',
    'Details · expiration',
    'Details · nonce',
    'Spender',
    'Sig deadline',
    'Signed for',
  ]);
});

test('a launch consent shows every field that is signed', async () => {
  const fields = {
    metadataCid: 'string',
    name: 'string',
    ticker: 'string',
    payout: 'address',
    owners: 'address[]',
    split: 'Part[]',
    currency: 'address',
    expiry: 'uint256',
  };
  const described = await describeTypedData(
    {
      domain: { name: 'GigaVibe', version: '1', chainId: 8453 },
      primaryType: 'LaunchConsent',
      types: {
        LaunchConsent: Object.entries(fields).map(([name, type]) => ({ name, type })),
        Part: [
          { name: 'account', type: 'address' },
          { name: 'bps', type: 'uint16' },
        ],
      },
      message: {
        metadataCid: 'bafkrei',
        name: 'Night bus home',
        ticker: 'NIGHTBUS',
        payout: OWN,
        owners: [OTHER, COIN],
        split: [
          { account: OWN, bps: 7000 },
          { account: OTHER, bps: 3000 },
        ],
        currency: zeroAddress,
        expiry: String(NOW + 86_400),
      },
    },
    reading,
  );
  expect(described.title).toBe('Launch coin Night bus home ($NIGHTBUS)');
  expect(described.facts).toEqual([
    { label: 'Metadata CID', value: 'bafkrei' },
    { label: 'Name', value: 'Night bus home' },
    { label: 'Ticker', value: 'NIGHTBUS' },
    { label: 'Payout', value: 'your wallet (0x5555…5555)' },
    { label: 'Owners 1', value: OTHER },
    { label: 'Owners 2', value: COIN },
    { label: 'Split 1 · account', value: 'your wallet (0x5555…5555)' },
    { label: 'Split 1 · bps', value: '70 %' },
    { label: 'Split 2 · account', value: OTHER },
    { label: 'Split 2 · bps', value: '30 %' },
    { label: 'Currency', value: 'ETH' },
    { label: 'Expiry', value: '2027-01-16 08:00 UTC (in 24 hours)' },
    { label: 'Signed for', value: 'GigaVibe' },
  ]);
});
