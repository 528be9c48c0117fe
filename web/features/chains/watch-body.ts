import type { SeeBody } from './read-film.ts';

/** What was seen, and when: ms of the page's clock (`performance.now`). */
export type Seen = { t: number; landmarks: ReturnType<SeeBody> };

type Watch = {
  picture: HTMLVideoElement;
  see: SeeBody;
  /** Ms of a clock that never goes back. */
  now: () => number;
  wait: (ms: number) => Promise<void>;
};

/** Fifteen looks a second hold any move. */
const LEAST_GAP_MS = 1_000 / 15;

/**
 * Looks at a living picture again and again until it is told to end. After each look it rests for as long as the look took: a slow device sees fewer pictures,
 * but whatever else it does, recording first of all, has half of its time.
 */
export async function watchBody(
  { picture, see, now, wait }: Watch,
  onSeen: (seen: Seen) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const began = now();
    const landmarks = see(picture, began);
    onSeen({ t: began, landmarks });
    const took = now() - began;
    await wait(Math.max(took, LEAST_GAP_MS - took));
  }
}
