import { formatOf } from './format-of.ts';

/** Recorders that give everything at the end came back empty on some phones: a piece a second is what is lost at most. */
const SLICE_MS = 1_000;

export type Recorder = {
  mime: string;
  pause: () => void;
  resume: () => void;
  /** Ms that were recorded, without pauses. */
  elapsed: () => number;
  /** Ends it; resolves with the whole recording. */
  stop: () => Promise<Blob>;
  /** Ends it and gives nothing. */
  drop: () => void;
};

/** Starts to record. Every second `onSlice` gets what is new, to be kept. `onEnd` is told when the device ends the recording by itself. */
export function startRecorder(stream: MediaStream, onSlice: (slice: Blob) => void, onEnd: () => void): Recorder {
  const film = stream.getVideoTracks().length > 0;
  const mimeType = formatOf(film, mime => MediaRecorder.isTypeSupported(mime));
  const options: MediaRecorderOptions & { videoKeyFrameIntervalDuration?: number } = {
    ...(mimeType && { mimeType }),
    audioBitsPerSecond: 128_000,
    ...(film && { videoBitsPerSecond: 2_500_000, videoKeyFrameIntervalDuration: 1_000 }),
  };
  const recorder = new MediaRecorder(stream, options);
  const slices: Blob[] = [];
  let [before, since] = [0, performance.now()];
  let wanted = true;
  recorder.addEventListener('dataavailable', ({ data }) => {
    if (data.size === 0 || !wanted) return;
    slices.push(data);
    onSlice(data);
  });
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  recorder.addEventListener('stop', () => {
    resolve();
    if (wanted) onEnd();
  });
  recorder.start(SLICE_MS);
  const mime = () => (recorder.mimeType || mimeType || '').split(';')[0] ?? '';
  const elapsed = () => before + (recorder.state === 'recording' ? performance.now() - since : 0);
  return {
    get mime() {
      return mime();
    },
    pause: () => {
      if (recorder.state !== 'recording') return;
      before = elapsed();
      recorder.pause();
    },
    resume: () => {
      if (recorder.state !== 'paused') return;
      recorder.resume();
      since = performance.now();
    },
    elapsed,
    stop: async () => {
      before = elapsed();
      if (recorder.state !== 'inactive') recorder.stop();
      await ended;
      return new Blob(slices, { type: mime() });
    },
    drop: () => {
      wanted = false;
      if (recorder.state !== 'inactive') recorder.stop();
    },
  };
}
