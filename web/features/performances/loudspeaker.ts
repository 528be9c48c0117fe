import type { Store } from '../../lib/store.ts';
import { createSoundDeck } from './sound-deck.ts';
import { SILENT, type SoundState } from './sound-state.ts';

/** Where sounds come from, and what they come out of. */
export type SoundSources = {
  /** Called at the first need. */
  makeAudio: () => HTMLAudioElement;
  /** Where a take's address can be played from. */
  find: (url: string) => string | Promise<string>;
  /** What else to try for a source that does not play; null where nothing is left. */
  instead: (src: string) => Promise<string> | null;
};

export type Loudspeaker = {
  /** Lays a take on at `level` (0 to 1), unless it is on already. It does not sound yet. */
  load: (url: string, level: number) => void;
  /** Lays it on and lets it sound as soon as it is here. */
  play: (url: string, level: number) => void;
  /** Goes to a place of the take that is on, in ms, at once or when it is here. */
  goTo: (position: number) => void;
  pause: () => void;
  /** Whether what is on is still on its way. */
  isArriving: () => boolean;
};

/** An audio element that keeps `sound` what it does, and tries a source that fails once more, whole, from the same place. */
export function createLoudspeaker(sound: Store<SoundState>, { makeAudio, find, instead }: SoundSources): Loudspeaker {
  let audio: HTMLAudioElement | undefined;
  const set = (change: Partial<SoundState>) => sound.set({ ...sound.get(), ...change });
  const isOn = (url: string | null) => sound.get().url === url;
  const ready = (): HTMLAudioElement => {
    if (!audio) {
      audio = makeAudio();
      listenTo(audio, set, fail);
    }
    return audio;
  };
  const deck = createSoundDeck(
    source => {
      ready().src = source;
    },
    () => set({ waiting: false, failed: true }),
  );
  /** Does it when what is on its way is here; never, should it not come. */
  const whenHere = (act: () => void) => void deck.arriving()?.then(act, () => undefined);
  const fail = () => {
    const { url, position, playing, waiting } = sound.get();
    const source = deck.source();
    const whole = source === null ? null : instead(source);
    deck.lose();
    if (url === null || whole === null) return set({ playing: false, waiting: false, failed: true });
    set({ playing: false, waiting: playing || waiting });
    deck.put(whole);
    whenHere(() => {
      if (position > 0 && isOn(url)) ready().currentTime = position / 1000;
      startIfAsked(url);
    });
  };
  const load = (url: string, level: number) => {
    if (isOn(url) && !(sound.get().failed && (deck.arriving() || audio?.error))) return;
    ready().volume = level;
    deck.put(find(url));
    set({ ...SILENT, rolling: sound.get().rolling, url });
  };
  const start = (url: string) => {
    const from = deck.source();
    ready()
      .play()
      .catch((error: unknown) => {
        // Another take was put on before this one sounded, or the same is tried whole: not a failure.
        if ((error instanceof DOMException && error.name === 'AbortError') || deck.source() !== from) return;
        if (isOn(url)) set({ playing: false, waiting: false, failed: true });
      });
  };
  const startIfAsked = (url: string) => {
    if (isOn(url) && sound.get().waiting && !deck.arriving()) start(url);
  };
  return {
    load,
    play(url, level) {
      load(url, level);
      set({ waiting: true, failed: false, ended: false, rolling: true });
      if (!deck.arriving()) return start(url);
      // Some browsers let only a press start a sound: touched now, the loudspeaker may sound when the take is here.
      ready().load?.();
      whenHere(() => startIfAsked(url));
    },
    goTo(position) {
      const { url } = sound.get();
      const go = () => {
        if (isOn(url)) ready().currentTime = position / 1000;
      };
      if (deck.arriving()) whenHere(go);
      else go();
      set({ position });
    },
    pause: () => ready().pause(),
    isArriving: () => deck.arriving() !== null,
  };
}

/** Keeps the state what the audio element says of itself. */
function listenTo(audio: HTMLAudioElement, set: (change: Partial<SoundState>) => void, onError: () => void): void {
  const ms = (seconds: number) => (Number.isFinite(seconds) ? seconds * 1000 : 0);
  audio.addEventListener('playing', () => set({ playing: true, waiting: false }));
  audio.addEventListener('waiting', () => set({ waiting: true }));
  audio.addEventListener('pause', () => set({ playing: false, waiting: false }));
  audio.addEventListener('timeupdate', () => set({ position: ms(audio.currentTime) }));
  audio.addEventListener('durationchange', () => set({ duration: ms(audio.duration) }));
  audio.addEventListener('ended', () => set({ playing: false, position: 0, ended: true }));
  audio.addEventListener('error', onError);
}
