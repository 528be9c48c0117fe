/** What lies on a loudspeaker, or is on its way there. */
export type SoundDeck = {
  /** The address that it plays from; null before, and once it failed. */
  source: () => string | null;
  /** What is still on its way; null when nothing is. */
  arriving: () => Promise<void> | null;
  /** Puts a sound on, at once or when it is here: in place of whatever was, or was to come. */
  put: (sound: string | Promise<string>) => void;
  /** The source failed: it is no longer there. */
  lose: () => void;
};

/**
 * One sound at a time: what comes late is put on unless something else was asked for meanwhile.
 * @param play gives the loudspeaker its source
 * @param onMissing what was on its way did not come
 */
export function createSoundDeck(play: (source: string) => void, onMissing: () => void): SoundDeck {
  let source: string | null = null;
  let arriving: Promise<void> | null = null;
  const putOn = (found: string) => {
    source = found;
    play(found);
  };
  return {
    source: () => source,
    arriving: () => arriving,
    put(sound) {
      arriving = null;
      source = null;
      if (typeof sound === 'string') return putOn(sound);
      const mine = sound.then(found => {
        if (arriving !== mine) return;
        arriving = null;
        putOn(found);
      });
      arriving = mine;
      mine.catch(() => arriving === mine && onMissing());
    },
    lose() {
      source = null;
    },
  };
}
