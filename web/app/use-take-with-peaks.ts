import { useQuery } from '@tanstack/react-query';
import { peaksQuery } from '../features/performances/peaks-query.ts';
import { type Performance, soundOf } from '../features/performances/performance.ts';

/** The groove line of a landed trade begins with the sound, so a take goes to the market with its waveform, once that is known. */
export function useTakeWithPeaks(take: Performance): Omit<Performance, 'peaks'> & { peaks: readonly number[] | undefined } {
  const peaks = useQuery({ ...peaksQuery(soundOf(take)), enabled: false }).data;
  return { ...take, peaks: take.peaks ?? peaks };
}
