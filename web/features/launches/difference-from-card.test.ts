import { describe, expect, it } from 'vitest';
import { blockCid } from '../../../shared/kernel/block-cid.ts';
import { consentTypedData } from '../../../shared/launches/consent.ts';
import { coinMetadata, metadataBytes } from '../../../shared/launches/metadata.ts';
import { type CardSays, COIN_FACTORY, differenceFromCard } from './difference-from-card.ts';

const wallet = `0x${'ab'.repeat(20)}` as const;
const picture = `bafkrei${'a'.repeat(52)}`;
const metadata = coinMetadata({
  name: 'Paper Lanterns',
  ticker: 'LANTERNS',
  performance: {
    number: 1,
    kind: 'song',
    castHash: `0x${'ca'.repeat(20)}`,
    artist: 'Nia',
    audioUrl: 'https://media.example/a.mp3',
    videoUrl: null,
    posterUrl: `https://gateway.example/ipfs/${picture}`,
    file: null,
  },
  receipt: { ruleVersion: 'r1', score: 100.25, people: 12, hash: `0x${'00'.repeat(32)}` },
});
const card: CardSays = {
  launchId: 'l',
  name: 'Paper Lanterns',
  ticker: 'LANTERNS',
  pictureUrl: `https://other-gateway.example/ipfs/${picture}`,
  metadata,
  wallet,
  ownBps: 10_000,
  parts: [],
  expiresAt: (2_000_000_000 - 3_600) * 1000 + 250,
};
const input = {
  launchId: 'l',
  metadataCid: await blockCid(metadataBytes(metadata)),
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
  it('finds none in what the server makes for this card', async () => {
    expect(await differenceFromCard(honest, card)).toBeNull();
    const { image: _, ...bare } = metadata;
    const without = consentTypedData({ ...input, metadataCid: await blockCid(metadataBytes(bare)) });
    expect(await differenceFromCard(without, { ...card, pictureUrl: null, metadata: bare })).toBeNull();
  });

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
    ['another description', { ...honest, message: { ...honest.message, metadataCid: `bafkrei${'b'.repeat(52)}` } }],
    ['another launch', consentTypedData({ ...input, launchId: 'm' })],
    ['another time', consentTypedData({ ...input, expiresAt: 2_000_000_001 })],
  ])('finds %s', async (words, data) => expect(await differenceFromCard(data, card)).toBe(words));

  it.each([
    ['another description', { symbol: 'SCAM' }],
    ['another description', { name: 'Scam' }],
    ['another picture', { image: `ipfs://bafkrei${'c'.repeat(52)}` }],
  ])('finds %s in what the coin would say of itself', async (words, change) => {
    const other = { ...metadata, ...change };
    const data = consentTypedData({ ...input, metadataCid: await blockCid(metadataBytes(other)) });
    expect(await differenceFromCard(data, { ...card, metadata: other })).toBe(words);
  });
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

  it('finds none when exactly they are paid, by their splitter', async () =>
    expect(await differenceFromCard(data, shared)).toBeNull());

  it.each([
    ['another split', honest, shared],
    ['another split', data, card],
    ['another split', data, { ...shared, parts: [{ ...part, account: thief }] }],
    ['somebody who did not accept', data, { ...shared, parts: [{ ...part, account: null }] }],
    ['another wallet to pay', { ...data, message: { ...data.message, payout: thief } }, shared],
    ['another wallet to pay', { ...data, message: { ...data.message, payout: wallet } }, shared],
  ])('finds %s', async (words, signed, says) => expect(await differenceFromCard(signed, says)).toBe(words));
});
