import { useEffect } from 'react';
import { type SoundPlayer, soundPlayer } from './sound-player.ts';

/** From one screen of takes to the next the sound goes on: so long may it take for the next to come. In ms. */
const PASSING = 600;

/** Counts who needs the sound to go on; when nobody has for a moment, it stops. */
export function createHold(player: Pick<SoundPlayer, 'pause'>, wait: (then: () => void) => void): () => () => void {
  let holders = 0;
  return () => {
    holders += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      holders -= 1;
      wait(() => {
        if (holders === 0) player.pause();
      });
    };
  };
}

const hold = createHold(soundPlayer, then => setTimeout(then, PASSING));

/** Lets a take play while this screen, or another that holds the sound, is there. */
export function useHoldSound(): void {
  useEffect(() => hold(), []);
}
