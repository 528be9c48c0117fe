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
  /** Somebody pressed play since the app opened and has not paused since: the next take may start by itself. */
  rolling: boolean;
};

export type SoundPlayer = {
  getState: () => SoundState;
  subscribe: (listener: () => void) => () => void;
  /** Plays `url`, or goes on with it; or pauses it when it plays. */
  toggle: (url: string) => void;
  /** Goes to a place; a sound that is not loaded starts from there when it is played. */
  seek: (url: string, position: number) => void;
  /** Another take came on stage: it plays at once when sound is rolling, else what plays stops. */
  enter: (url: string | null) => void;
  pause: () => void;
};

const SILENT: SoundState = { url: null, playing: false, waiting: false, position: 0, duration: 0, failed: false, rolling: false };

/** One sound at a time: starting a take stops the one before. `makeAudio` is called at the first need. */
export function createSoundPlayer(makeAudio: () => HTMLAudioElement): SoundPlayer {
  let state = SILENT;
  let audio: HTMLAudioElement | undefined;
  const listeners = new Set<() => void>();
  const set = (change: Partial<SoundState>) => {
    state = { ...state, ...change };
    for (const tell of listeners) tell();
  };
  const ready = (): HTMLAudioElement => {
    if (audio) return audio;
    const made = makeAudio();
    audio = made;
    const ms = (seconds: number) => (Number.isFinite(seconds) ? seconds * 1000 : 0);
    made.addEventListener('playing', () => set({ playing: true, waiting: false }));
    made.addEventListener('waiting', () => set({ waiting: true }));
    made.addEventListener('pause', () => set({ playing: false, waiting: false }));
    made.addEventListener('timeupdate', () => set({ position: ms(made.currentTime) }));
    made.addEventListener('durationchange', () => set({ duration: ms(made.duration) }));
    made.addEventListener('ended', () => set({ playing: false, position: 0 }));
    made.addEventListener('error', () => set({ playing: false, waiting: false, failed: true }));
    return made;
  };
  const load = (url: string) => {
    if (state.url === url) return;
    ready().src = url;
    set({ url, playing: false, waiting: false, position: 0, duration: 0, failed: false });
  };
  const play = (url: string) => {
    load(url);
    set({ waiting: true, failed: false, rolling: true });
    ready()
      .play()
      .catch((error: unknown) => {
        // Another take was put on before this one sounded: not a failure.
        if (error instanceof DOMException && error.name === 'AbortError') return;
        if (state.url === url) set({ playing: false, waiting: false, failed: true });
      });
  };
  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    toggle(url) {
      if (state.url !== url || !(state.playing || state.waiting)) return play(url);
      set({ rolling: false });
      ready().pause();
    },
    seek(url, position) {
      load(url);
      ready().currentTime = position / 1000;
      set({ position });
    },
    enter(url) {
      if (url === state.url) return;
      if (url && state.rolling) return play(url);
      if (state.playing || state.waiting) ready().pause();
    },
    pause() {
      if (state.playing || state.waiting) ready().pause();
    },
  };
}

/** The app's one loudspeaker. */
export const soundPlayer = createSoundPlayer(() => new Audio());
