import { MOST_POSE_MS } from '../../../shared/chains/pose.ts';
import type { Film } from './read-film.ts';

/** A busy phone may take long for a picture. */
const PATIENCE_MS = 30_000;
/** What a browser recorded does not say how long it is until somebody looks for its end. */
const FAR_S = 1e7;

/** Opens a film on the device, to look at it anywhere. @throws Error in words, for what is no film that this browser plays, or is too long */
export async function openFilm(file: Blob): Promise<Film> {
  const picture = document.createElement('video');
  const url = URL.createObjectURL(file);
  const close = () => {
    picture.removeAttribute('src');
    picture.load();
    URL.revokeObjectURL(url);
  };
  const seek = async (ms: number) => {
    const there = happens(picture, 'seeked');
    picture.currentTime = ms / 1_000;
    await there;
  };
  try {
    Object.assign(picture, { muted: true, playsInline: true, preload: 'auto' });
    const ready = happens(picture, 'loadeddata');
    picture.src = url;
    await ready;
    if (!Number.isFinite(picture.duration)) await seek(FAR_S * 1_000);
    if (picture.videoWidth === 0) throw new Error('no picture');
  } catch {
    close();
    throw new Error('This is no film that can be played here. Choose an MP4, MOV or WebM film.');
  }
  const durationMs = picture.duration * 1_000;
  if (durationMs > MOST_POSE_MS + 1_000) {
    close();
    throw new Error(`This film is longer than ${MOST_POSE_MS / 1_000} seconds. Trim it, then try again.`);
  }
  return { durationMs, aspect: picture.videoWidth / picture.videoHeight, picture, seek, close };
}

function happens(video: HTMLVideoElement, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = new AbortController();
    const end = (then: () => void) => () => {
      clearTimeout(timer);
      over.abort();
      then();
    };
    const fail = end(() => reject(new Error('A part of this film cannot be played here. Trim it, or choose another film.')));
    const timer = setTimeout(fail, PATIENCE_MS);
    video.addEventListener(event, end(resolve), { signal: over.signal });
    video.addEventListener('error', fail, { signal: over.signal });
  });
}
