import { mediaUrl, wholeInstead } from '../../lib/media-url.ts';
import { createSoundDeck } from './sound-deck.ts';

/** What one loudspeaker does. Times in ms. */
export type SoundState = {
  url: string | null;
  playing: boolean;
  /** Asked to play; the sound is not here yet. */
  waiting: boolean;
  position: number;
  /** 0 until it is known. */
  duration: number;
  failed: boolean;
  /** It played to its end, and nothing was asked for since. */
  ended: boolean;
  /** Somebody pressed play since the app opened and has not paused since: the next take may start by itself. */
  rolling: boolean;
};

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

const SILENT: SoundState = {
  url: null,
  playing: false,
  waiting: false,
  position: 0,
  duration: 0,
  failed: false,
  ended: false,
  rolling: false,
};

/**
 * One sound at a time: starting a take stops the one before. `makeAudio` is called at the first need, `find` says where a take's
 * address can be played from, `instead` what else to try for a source that does not play; null where nothing is left.
 */
export function createSoundPlayer(
  makeAudio: () => HTMLAudioElement,
  find: (url: string) => string | Promise<string> = url => url,
  instead: (src: string) => Promise<string> | null = () => null,
): SoundPlayer {
  let state = SILENT;
  let audio: HTMLAudioElement | undefined;
  const listeners = new Set<() => void>();
  const set = (change: Partial<SoundState>) => {
    state = { ...state, ...change };
    for (const tell of listeners) tell();
  };
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
    const { url, position, playing, waiting } = state;
    const source = deck.source();
    const whole = source === null ? null : instead(source);
    deck.lose();
    if (url === null || whole === null) return set({ playing: false, waiting: false, failed: true });
    set({ playing: false, waiting: playing || waiting });
    deck.put(whole);
    whenHere(() => {
      if (position > 0 && state.url === url) ready().currentTime = position / 1000;
      startIfAsked(url);
    });
  };
  const load = (url: string, level: number) => {
    if (state.url === url && !(state.failed && (deck.arriving() || audio?.error))) return;
    ready().volume = level;
    deck.put(find(url));
    set({ url, playing: false, waiting: false, position: 0, duration: 0, failed: false, ended: false });
  };
  const start = (url: string) => {
    const from = deck.source();
    ready()
      .play()
      .catch((error: unknown) => {
        // Another take was put on before this one sounded, or the same is tried whole: not a failure.
        if ((error instanceof DOMException && error.name === 'AbortError') || deck.source() !== from) return;
        if (state.url === url) set({ playing: false, waiting: false, failed: true });
      });
  };
  const startIfAsked = (url: string) => {
    if (state.url === url && state.waiting && !deck.arriving()) start(url);
  };
  const play = (url: string, level: number) => {
    load(url, level);
    set({ waiting: true, failed: false, ended: false, rolling: true });
    if (!deck.arriving()) return start(url);
    // Some browsers let only a press start a sound: touched now, the loudspeaker may sound when the take is here.
    ready().load?.();
    whenHere(() => startIfAsked(url));
  };
  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    toggle(url, level = 1) {
      if (state.url !== url || !(state.playing || state.waiting)) return play(url, level);
      set({ rolling: false, ...(deck.arriving() && { waiting: false }) });
      ready().pause();
    },
    seek(url, position, level = 1) {
      load(url, level);
      const go = () => {
        if (state.url === url) ready().currentTime = position / 1000;
      };
      if (deck.arriving()) whenHere(go);
      else go();
      set({ position });
    },
    enter(url, level = 1) {
      if (url === state.url) return;
      if (url && state.rolling) return play(url, level);
      if (state.playing || state.waiting) ready().pause();
    },
    follow(url, level = 1) {
      if (state.ended && state.rolling) play(url, level);
    },
    pause() {
      if (state.playing || state.waiting) ready().pause();
    },
  };
}

/** Keeps the state what the loudspeaker says of itself. */
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

/** The app's one loudspeaker. */
export const soundPlayer = createSoundPlayer(() => new Audio(), mediaUrl, wholeInstead);
