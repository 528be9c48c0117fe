import { useState } from 'react';
import { importPose } from '../../../shared/chains/import-pose.ts';
import type { PoseSequence } from '../../../shared/chains/pose.ts';
import { useLeaving } from '../../lib/use-leaving.ts';

/** The model that sees bodies in films. */
type Model = { url: string; sha256: string };

/**
 * Reads movement from a film, where there is a model for it, else from pose data as JSON. Null is given for what cannot be read,
 * and nothing once the page was left.
 */
export function useMovementFile(model: Model | null, onPose: (pose: PoseSequence | null) => void) {
  const leaving = useLeaving();
  const [wrong, setWrong] = useState<string>();
  const [working, setWorking] = useState<string>();
  const poseIn = async (file: File, left: AbortSignal): Promise<PoseSequence> => {
    if (!model || !file.type.startsWith('video/')) return importPose(JSON.parse(await file.text()));
    const { poseOfFilm } = await import('./pose-of-film.ts');
    return poseOfFilm(file, model, part => setWorking(`Reading ${Math.floor(part * 100)}%`), left);
  };
  const read = async (file: File) => {
    const left = leaving();
    setWrong(undefined);
    setWorking('Reading');
    try {
      const found = await poseIn(file, left);
      if (!left.aborted) onPose(found);
    } catch (error) {
      if (left.aborted) return;
      onPose(null);
      setWrong(wordsFor(error));
    } finally {
      setWorking(undefined);
    }
  };
  return { read, working, wrong, forgetWrong: () => setWrong(undefined) };
}

function wordsFor(error: unknown): string {
  if (error instanceof SyntaxError) return 'No movement can be read from this file.';
  return error instanceof Error ? error.message : String(error);
}
