import { describe, expect, it } from 'vitest';
import { type CoinPerformance, type CoinReceipt, coinMetadata, ipfsUri, metadataBytes } from './metadata.ts';

const performance: CoinPerformance = {
  number: 412,
  kind: 'song',
  castHash: `0x${'ab'.repeat(20)}`,
  artist: 'Nia "Sings" Adeyemi',
  audioUrl: 'http://127.0.0.1:8080/ipfs/bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy',
  videoUrl: null,
  posterUrl: 'https://pics.example/a.png',
  file: null,
};
const receipt: CoinReceipt = { ruleVersion: 'count-150', score: 100.53, people: 60, hash: `0x${'5e'.repeat(32)}` };
const input = { name: 'Night bus home', ticker: 'NIGHTBUS', performance, receipt };

describe('coin metadata', () => {
  it('speaks of IPFS, not of one gateway', () => {
    expect(coinMetadata(input)).toMatchObject({
      name: 'Night bus home',
      symbol: 'NIGHTBUS',
      image: 'https://pics.example/a.png',
      animation_url: 'ipfs://bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy',
      properties: { receipt_hash: receipt.hash },
    });
    expect(ipfsUri('https://evil.example/ipfs/../x')).toBe('https://evil.example/ipfs/../x');
  });

  it('is the same bytes after a way through the database, and other bytes for another receipt', () => {
    const bytes = metadataBytes(coinMetadata(input));
    const reordered = Object.fromEntries(Object.entries(JSON.parse(new TextDecoder().decode(bytes))).reverse());
    expect(metadataBytes(reordered)).toEqual(bytes);
    expect(metadataBytes(coinMetadata({ ...input, receipt: { ...receipt, hash: `0x${'5f'.repeat(32)}` } }))).not.toEqual(bytes);
  });

  it('names the type of a file only when it is known', () => {
    expect(coinMetadata(input)).not.toHaveProperty('content');
    const uri = ipfsUri(performance.audioUrl ?? '');
    const file = { cid: uri.slice(7), mime: 'audio/mp4' };
    expect(coinMetadata({ ...input, performance: { ...performance, file } })).toMatchObject({
      content: { uri, mime: 'audio/mp4' },
    });
    const other = { ...file, cid: 'bafkreidk76hxf6dzv5xxu4awc2xppncxoedqaaf363tpk2h5457h7mv5fa' };
    expect(coinMetadata({ ...input, performance: { ...performance, file: other } })).not.toHaveProperty('content');
    const named = { ...performance, audioUrl: 'https://m.example/take.WAV' };
    expect(coinMetadata({ ...input, performance: named })).toMatchObject({
      content: { uri: 'https://m.example/take.WAV', mime: 'audio/wav' },
    });
  });
});
