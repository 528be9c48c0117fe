import { importPose, type PoseCapture } from '../../../shared/chains/import-pose.ts';
import { MOST_FRAMES, MOST_POSE_MS, type PoseSequence } from '../../../shared/chains/pose.ts';

/** A body in a picture, as MediaPipe gives it: 33 landmarks, x and y in parts of the picture's sides, or nobody. */
export type SeeBody = (picture: Film['picture'], at: number) => Landmark[] | null;
type Landmark = { x: number; y: number; z: number; visibility: number };

/** A film that can be looked at anywhere. */
export type Film = {
  durationMs: number;
  /** Width through height. */
  aspect: number;
  picture: HTMLVideoElement;
  seek: (ms: number) => Promise<void>;
  close: () => void;
};

/** Pictures a second that are looked at: fifteen hold any move, and a minute of them is as much as pose data may have. */
const A_SECOND = 15;

/**
 * The movement of whoever dances in a film: looks at it picture by picture, in its own time, however long each takes. Pictures without a body are left out.
 * @throws AppError `chains/bad-pose` for a film that is too long or in which hardly anybody is seen; the signal's reason
 */
export async function readFilm(
  film: Film,
  see: SeeBody,
  onPart: (part: number) => void,
  signal: AbortSignal,
): Promise<PoseSequence> {
  const end = Math.min(film.durationMs, MOST_POSE_MS);
  const count = Math.min(MOST_FRAMES, Math.floor((end * A_SECOND) / 1_000));
  const frames: PoseCapture['frames'] = [];
  for (let n = 0; n < count; n++) {
    signal.throwIfAborted();
    const t = (n * 1_000) / A_SECOND;
    await film.seek(t);
    const landmarks = see(film.picture, t);
    if (landmarks) frames.push({ t, landmarks });
    onPart((n + 1) / count);
  }
  if (frames.length < count / 2) throw new NobodySeen();
  return importPose({ aspect: film.aspect, frames });
}

/** Nobody was in half of the pictures. */
export class NobodySeen extends Error {
  constructor() {
    super('Nobody can be seen in this film for most of it. Film all of you, from head to feet.');
    this.name = 'NobodySeen';
  }
}
