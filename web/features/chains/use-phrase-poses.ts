import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { joinPoses } from '../../../shared/chains/join-poses.ts';
import type { Move } from './chain.ts';
import { poseQuery } from './pose-query.ts';

/** The dance of a phrase, its moves one after the other. `whole` is null until all of them are read. */
export function usePhrasePoses(phrase: readonly Move[]) {
  const read = useQueries({ queries: phrase.flatMap(({ danced }) => (danced ? [poseQuery(danced)] : [])) });
  const ready = read.length > 0 && read.every(({ data }) => data !== undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the poses are new at each drawing, but the same once they are there
  const whole = useMemo(() => (ready ? joinPoses(read.flatMap(({ data }) => data ?? [])) : null), [ready]);
  return {
    whole,
    error: read.find(({ error }) => error !== null)?.error ?? null,
    readAgain: () => void read.filter(({ isError }) => isError).map(({ refetch }) => refetch()),
  };
}
