import { readUpTo } from '../../shared/kernel/read-up-to.ts';
import { openVerified, readLeaf } from '../../shared/media/verified-file.ts';
import { cidOf } from './cid-of.ts';
import { peaksOf } from './peaks.ts';
import { verifiedBlocks } from './verified-blocks.ts';

/** Addresses in memory at a time; what is on screen is among the latest. A picture has a hundredth of a film's bytes. */
const KEPT = { media: 24, pictures: 300 };
const held = { media: new Map<string, Promise<string>>(), pictures: new Map<string, Promise<string>>() };
/** As much as a take may have: a cast may name a sound anywhere. */
const LARGEST_SOUND = 100 * 1024 * 1024;
/** Blocks under way at a time. */
const LANES = 4;

/** A file from IPFS as an address in memory. Every block was hashed against its name. @throws when no gateway gives the right bytes */
export async function readVerified(cid: string, gateways?: readonly string[]): Promise<string> {
  const fetchBlock = verifiedBlocks(gateways);
  const { leaves } = await openVerified(cid, fetchBlock);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < leaves.length; at = next++) {
      const leaf = leaves[at];
      if (leaf) parts[at] = new Uint8Array(await readLeaf(leaf, fetchBlock));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return URL.createObjectURL(new Blob(parts));
}

/** `readVerified`, once for each of the latest files of a kind. */
export function heldUrl(cid: string, kind: keyof typeof held = 'media'): Promise<string> {
  const of = held[kind];
  const found = of.get(cid) ?? readVerified(cid);
  of.delete(cid);
  of.set(cid, found);
  found.catch(() => of.get(cid) === found && of.delete(cid));
  for (const [oldest, address] of of) {
    if (of.size <= KEPT[kind]) break;
    of.delete(oldest);
    address.then(URL.revokeObjectURL, () => undefined);
  }
  return found;
}

/** The waveform of a sound, worked out from the sound itself. */
export async function readPeaks(url: string, signal: AbortSignal): Promise<number[]> {
  const cid = cidOf(url);
  const answer = await fetch(cid === null ? url : await heldUrl(cid), { signal });
  if (!answer.ok) throw new Error(`The sound is not there: ${answer.status}`);
  const bytes = await readUpTo(answer, LARGEST_SOUND);
  if (bytes === null) throw new Error('The sound is larger than any take.');
  const sound = await new OfflineAudioContext(1, 1, 44_100).decodeAudioData(bytes.buffer);
  return peaksOf(Array.from({ length: sound.numberOfChannels }, (_, channel) => sound.getChannelData(channel)));
}
