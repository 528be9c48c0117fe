import { queryOptions } from '@tanstack/react-query';
import { readPeaks } from '../../lib/media-url.ts';

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
