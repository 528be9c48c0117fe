import { fileCid } from '../../../shared/media/file-cid.ts';
import { inspectMedia } from '../../../shared/media/inspect-media.ts';
import { judgeMedia, type Problem } from '../../../shared/media/judge-media.ts';
import { integratedLoudness } from '../../../shared/media/loudness.ts';
import { loudestSample, packPeaks, peakBytes } from '../../../shared/media/peaks.ts';
import type { MediaFacts, Purpose } from '../../../shared/media/schema.ts';
import { fingerprint } from '../../../shared/moderation/fingerprint.ts';
import { packPrint } from '../../../shared/moderation/pack-print.ts';

/** What the device finds out about a file before anything is sent. */
export type Measured = {
  facts: MediaFacts;
  /** Null when nothing is wrong with it. */
  problem: Problem | null;
  peaks: string | null;
  loudness: number | null;
  /** What is heard, for the search for copies. */
  print?: string | null;
};

const readBlob = (blob: Blob) => async (start: number, end: number) => new Uint8Array(await blob.slice(start, end).arrayBuffer());

/** Reads a file's facts, decodes its sound and judges it, as the server will. Null facts mean that it is no media. */
export async function measureTake(blob: Blob, purpose: Purpose = 'take'): Promise<Measured | { facts: null; problem: Problem }> {
  const inspected = await inspectMedia(blob.size, readBlob(blob));
  const sound = inspected?.facts.hasAudio ? await decode(blob) : null;
  const problem = judgeMedia(purpose, blob.size, inspected, sound && loudestSample(sound.channels));
  if (!inspected) return { facts: null, problem: problem ?? 'wrong-type' };
  return {
    facts: inspected.facts,
    problem,
    peaks: sound && packPeaks(peakBytes(sound.channels)),
    loudness: sound && integratedLoudness(sound.channels, sound.rate),
    print: sound && packPrint(fingerprint(mixed(sound.channels), sound.rate)),
  };
}

/** The name of a file by its content; a megabyte is in memory at a time. */
export async function cidOfBlob(blob: Blob): Promise<string> {
  return (await fileCid(chunksOf(blob))).cid;
}

async function* chunksOf(blob: Blob): AsyncGenerator<Uint8Array> {
  const size = 1024 * 1024;
  for (let at = 0; at < blob.size; at += size) yield await readBlob(blob)(at, at + size);
}

/** The mean of all channels. */
function mixed(channels: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(channels[0]?.length ?? 0);
  for (const channel of channels)
    for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] ?? 0) + (channel[i] ?? 0) / channels.length;
  return mean;
}

/** The samples of a file's sound; null where this browser cannot decode it. */
async function decode(blob: Blob): Promise<{ channels: Float32Array[]; rate: number } | null> {
  try {
    const sound = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(await blob.arrayBuffer());
    // All of them: in 5.1 it is the middle that speaks.
    const channels = Array.from({ length: sound.numberOfChannels }, (_, i) => sound.getChannelData(i));
    return { channels, rate: sound.sampleRate };
  } catch {
    return null;
  }
}
