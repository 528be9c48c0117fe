import { type Hex, stringToBytes } from 'viem';
import { canonicalJson } from '../kernel/canonical-json.ts';

/** What a coin's metadata says about its performance. Texts are the creator's, addresses of media as stored. */
export type CoinPerformance = {
  number: number;
  kind: 'song' | 'dance';
  castHash: Hex;
  /** Name that the creator shows. */
  artist: string;
  audioUrl: string | null;
  videoUrl: string | null;
  posterUrl: string | null;
  /** The take's file, where it was uploaded here, and what its bytes were found to be. */
  file: { cid: string; mime: string } | null;
};

/** What a coin says of its viral receipt. `hash` is the published one, over the whole receipt and its rule. */
export type CoinReceipt = { ruleVersion: string; score: number; people: number; hash: Hex };

export type CoinMetadata = Record<string, unknown>;

const GATEWAY = /^https?:\/\/[^/]+\/ipfs\/((?:baf[a-z2-7]{20,}|Qm[1-9A-HJ-NP-Za-km-z]{44})(?:\/[^?#]*)?)$/;
const MIME: Record<string, string> = {
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
};

/** An address on an IPFS gateway as `ipfs://…`, so that it outlives the gateway; any other address as it is. */
export function ipfsUri(url: string): string {
  const path = GATEWAY.exec(url)?.[1];
  return path ? `ipfs://${path}` : url;
}

/** The type of a file: by its bytes where they are here, since what is named by its content has no ending; else by the ending of its name. */
function mimeOf(uri: string, file: CoinPerformance['file']): string | undefined {
  if (file && uri === `ipfs://${file.cid}`) return file.mime;
  return MIME[/\.(\w+)$/.exec(uri)?.[1]?.toLowerCase() ?? ''];
}

/** The coin's metadata (EIP-7572, with Zora's `content`) from its inputs alone: no clock, so the same inputs give the same CID. */
export function coinMetadata(input: {
  name: string;
  ticker: string;
  performance: CoinPerformance;
  receipt: CoinReceipt;
}): CoinMetadata {
  const { name, ticker, performance, receipt } = input;
  const number = String(performance.number).padStart(4, '0');
  const media =
    performance.kind === 'dance'
      ? (performance.videoUrl ?? performance.audioUrl)
      : (performance.audioUrl ?? performance.videoUrl);
  const mime = media && mimeOf(ipfsUri(media), performance.file);
  return {
    name,
    symbol: ticker,
    description: `${name}, a ${performance.kind} by ${performance.artist}. GigaVibe No. ${number}.`,
    ...(performance.posterUrl && { image: ipfsUri(performance.posterUrl) }),
    ...(media && { animation_url: ipfsUri(media) }),
    ...(media && mime && { content: { uri: ipfsUri(media), mime } }),
    attributes: [
      { trait_type: 'Number', value: number },
      { trait_type: 'Kind', value: performance.kind },
      { trait_type: 'Artist', value: performance.artist },
      { trait_type: 'Viral score', value: Math.round(receipt.score * 10) / 10 },
      { trait_type: 'People', value: receipt.people },
      { trait_type: 'Rule', value: receipt.ruleVersion },
    ],
    properties: { category: 'music', cast: performance.castHash, receipt_hash: receipt.hash },
  };
}

/** The exact bytes that are pinned, and whose CID the creator signs. */
export function metadataBytes(metadata: CoinMetadata): Uint8Array {
  return stringToBytes(canonicalJson(metadata));
}
