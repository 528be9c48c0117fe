import { mediaUrl, wholeInstead } from '../../lib/media-url.ts';
import { createStore } from '../../lib/store.ts';
import { createLoudspeaker, type SoundSources } from './loudspeaker.ts';
import { SILENT, type SoundState } from './sound-state.ts';

export type SoundPlayer = {
  getState: () => SoundState;
  subscribe: (listener: () => void) => () => void;
  /** Plays `url` at `level` (0 to 1), or goes on with it; or pauses it when it plays. */
  toggle: (url: string, level?: number) => void;
  /** Goes to a place; a sound that is not loaded starts from there when it is played. */
  seek: (url: string, position: number, level?: number) => void;
  /** Another take came on stage: it plays at once when sound is rolling, else what plays stops. */
  enter: (url: string | null, level?: number) => void;
  /** What played has ended: goes on with `url`, from its beginning, though it may be the same bytes; unless somebody paused. */
  follow: (url: string, level?: number) => void;
  pause: () => void;
};

/** One sound at a time: starting a take stops the one before. What starts by itself does so only while sound is rolling. */
export function createSoundPlayer(sources: SoundSources): SoundPlayer {
  const sound = createStore<SoundState>(SILENT);
  const speaker = createLoudspeaker(sound, sources);
  const isGoing = () => sound.get().playing || sound.get().waiting;
  return {
    getState: sound.get,
    subscribe: sound.subscribe,
    toggle(url, level = 1) {
      if (sound.get().url !== url || !isGoing()) return speaker.play(url, level);
      sound.set({ ...sound.get(), rolling: false, ...(speaker.isArriving() && { waiting: false }) });
      speaker.pause();
    },
    seek(url, position, level = 1) {
      speaker.load(url, level);
      speaker.goTo(position);
    },
    enter(url, level = 1) {
      const { url: present, rolling } = sound.get();
      if (url === present) return;
      if (url && rolling) return speaker.play(url, level);
      if (isGoing()) speaker.pause();
    },
    follow(url, level = 1) {
      const { ended, rolling } = sound.get();
      if (ended && rolling) speaker.play(url, level);
    },
    pause() {
      if (isGoing()) speaker.pause();
    },
  };
}

/** The app's one loudspeaker. */
export const soundPlayer = createSoundPlayer({ makeAudio: () => new Audio(), find: mediaUrl, instead: wholeInstead });
