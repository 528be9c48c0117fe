import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type PoseSequence, slicePose } from '../../../shared/chains/pose.ts';
import { type RepeatScore, scoreRepeat } from '../../../shared/chains/score-repeat.ts';
import type { Move } from './chain.ts';
import { poseQuery } from './pose-query.ts';

/** How well a recording up to `ownFromMs` repeats a phrase, as this browser scores it; null until the phrase is here. */
export function useScore(pose: PoseSequence | null, ownFromMs: number, moves: readonly Move[]): RepeatScore | null {
  const read = useQueries({ queries: moves.flatMap(({ danced }) => (danced ? [poseQuery(danced)] : [])) });
  const phrase = read.flatMap(({ data }) => data ?? []);
  const ready = phrase.length === read.length && phrase.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the phrase is new at each drawing, but the same once it is there
  return useMemo(() => {
    if (pose === null || !ready) return null;
    try {
      return scoreRepeat(phrase, slicePose(pose, 0, ownFromMs));
    } catch {
      return null;
    }
  }, [pose, ownFromMs, ready]);
}
