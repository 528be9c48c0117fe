import { describe, expect, it } from 'vitest';
import { consentTypedData } from '../../../shared/launches/consent.ts';
import { type CardSays, COIN_FACTORY, differenceFromCard } from './consent.ts';

const wallet = `0x${'ab'.repeat(20)}` as const;
const card: CardSays = { name: 'Paper Lanterns', ticker: 'LANTERNS', wallet, ownBps: 10_000, parts: [] };
const input = {
  launchId: 'l',
  metadataCid: 'bafy',
  name: 'Paper Lanterns',
  ticker: 'LANTERNS',
  creator: wallet,
  split: [{ account: wallet, bps: 10_000 }],
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
    ['another split', { ...honest, message: { ...honest.message, split: [{ account: thief, bps: 10_000 }] } }],
    ['another currency', { ...honest, message: { ...honest.message, currency: thief } }],
    ['another network', { ...honest, message: { ...honest.message, chainId: '1' } }],
    ['another network', { ...honest, domain: { ...honest.domain, chainId: 1 } }],
    ['another contract', { ...honest, domain: { ...honest.domain, verifyingContract: thief } }],
  ])('finds %s', (words, data) => expect(differenceFromCard(data, card)).toBe(words));
});

describe('differenceFromCard, when others share', () => {
  const friend = `0x${'ef'.repeat(20)}` as const;
  const part = { username: 'jonas', displayName: 'Jonas', bps: 2_000, answer: 'accepted', account: friend } as const;
  const shared: CardSays = { ...card, ownBps: 8_000, parts: [part] };
  const data = consentTypedData({
    ...input,
    split: [
      { account: wallet, bps: 8_000 },
      { account: friend, bps: 2_000 },
    ],
  });

  it('finds none when exactly they are paid, by their splitter', () => expect(differenceFromCard(data, shared)).toBeNull());

  it.each([
    ['another split', honest, shared],
    ['another split', data, card],
    ['another split', data, { ...shared, parts: [{ ...part, account: thief }] }],
    ['somebody who did not accept', data, { ...shared, parts: [{ ...part, account: null }] }],
    ['another wallet to pay', { ...data, message: { ...data.message, payout: thief } }, shared],
    ['another wallet to pay', { ...data, message: { ...data.message, payout: wallet } }, shared],
  ])('finds %s', (words, signed, says) => expect(differenceFromCard(signed, says)).toBe(words));
});
