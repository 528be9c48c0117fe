import { describe, expect, it } from 'vitest';
import { consentTypedData } from '../../../shared/launches/consent.ts';
import { COIN_FACTORY, differenceFromCard } from './consent.ts';

const wallet = `0x${'ab'.repeat(20)}` as const;
const card = { name: 'Paper Lanterns', ticker: 'LANTERNS', wallet } as const;
const input = {
  launchId: 'l',
  metadataCid: 'bafy',
  name: 'Paper Lanterns',
  ticker: 'LANTERNS',
  creator: wallet,
  chainId: 8453,
  factory: COIN_FACTORY,
  expiresAt: 2_000_000_000,
} as const;
const honest = consentTypedData(input);
const thief = `0x${'cd'.repeat(20)}` as const;

describe('differenceFromCard', () => {
  it('finds none in what the server makes for this card', () => expect(differenceFromCard(honest, card)).toBeNull());

  it.each([
    ['another name', { ...honest, message: { ...honest.message, name: 'Paper' } }],
    ['another ticker', { ...honest, message: { ...honest.message, ticker: 'SCAM' } }],
    ['another wallet to pay', { ...honest, message: { ...honest.message, payout: thief } }],
    ['another owner', { ...honest, message: { ...honest.message, owners: [wallet, thief] } }],
    ['another owner', { ...honest, message: { ...honest.message, owners: [thief] } }],
    ['another split', { ...honest, message: { ...honest.message, splitBps: [9000] } }],
    ['another currency', { ...honest, message: { ...honest.message, currency: thief } }],
    ['another network', { ...honest, message: { ...honest.message, chainId: '1' } }],
    ['another network', { ...honest, domain: { ...honest.domain, chainId: 1 } }],
    ['another contract', { ...honest, domain: { ...honest.domain, verifyingContract: thief } }],
  ])('finds %s', (words, data) => expect(differenceFromCard(data, card)).toBe(words));
});
