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

/** Before anything was asked for. */
export const SILENT: SoundState = {
  url: null,
  playing: false,
  waiting: false,
  position: 0,
  duration: 0,
  failed: false,
  ended: false,
  rolling: false,
};
