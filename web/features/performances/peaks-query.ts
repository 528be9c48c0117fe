import { queryOptions } from '@tanstack/react-query';
import { mediaUrl } from '../../lib/media-url.ts';
import { peaksOf } from './peaks.ts';

/** The waveform of a sound, worked out once on the device from the sound itself; the browser keeps the file for playing it. */
export function peaksQuery(url: string | null) {
  return queryOptions({
    queryKey: ['performances', 'peaks', url],
    queryFn: ({ signal }) => readPeaks(url ?? '', signal),
    enabled: url !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30 * 60_000,
    retry: 1,
  });
}

async function readPeaks(url: string, signal: AbortSignal): Promise<number[]> {
  const answer = await fetch(await mediaUrl(url), { signal });
  if (!answer.ok) throw new Error(`The sound is not there: ${answer.status}`);
  const sound = await new OfflineAudioContext(1, 1, 44_100).decodeAudioData(await answer.arrayBuffer());
  return peaksOf(Array.from({ length: sound.numberOfChannels }, (_, channel) => sound.getChannelData(channel)));
}
