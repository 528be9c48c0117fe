/** How loud takes are played at most, in LUFS. As nothing can be turned up, it is low enough that what phones record comes near it from both sides. */
const TARGET = -16;

/**
 * The part of its volume at which a sound of this loudness (LUFS) is played: what is louder than −16 is turned down to it. Nothing is turned up, so nothing can
 * clip. 1 where the loudness is not known.
 */
export function levelOf(loudness: number | null): number {
  return loudness === null ? 1 : Math.min(1, 10 ** ((TARGET - loudness) / 20));
}
