import { BODIES, DANCES, dancer } from '../../shared/chains/testing/dancer.ts';
import type { Random } from './random.ts';

export type DanceName = keyof typeof DANCES;

const FPS = 15;
const FRAME_MS = 67;
/** One's own move is said to begin a little before it does, as by a person's hand. */
const EARLY_MS = 20;
const BODY_LIST = Object.values(BODIES);

/**
 * What a camera sees of one person dancing these moves without a pause, and where the last of them begins. Some dance mirrored,
 * each at a pace of their own.
 */
export function recordDance(names: readonly DanceName[], random: Random) {
  const [body, mirrored, ms] = [random.pick(BODY_LIST), random.next() < 0.3, 1_700 + random.next() * 900];
  let from = 0;
  let lastFrom = 0;
  const frames = names.flatMap(name => {
    const part = dancer(DANCES[name], { body, mirrored, ms, fps: FPS, noise: 0.008, random: () => random.next() });
    const shifted = part.frames.map(frame => ({ ...frame, t: frame.t + from }));
    lastFrom = from;
    from = (shifted.at(-1)?.t ?? 0) + FRAME_MS;
    return shifted;
  });
  return { frames, ownFromMs: Math.round(lastFrom) - EARLY_MS };
}
