import { withHost } from '../../lib/host.ts';
import { openSeer } from './see-body.ts';
import { type Seen, watchBody } from './watch-body.ts';

/** The camera was refused, is not there, or somebody else has it. */
export class NoCamera extends Error {
  constructor(cause: unknown) {
    super('Your camera cannot be used here. Allow it for this page, or choose a film.', { cause });
    this.name = 'NoCamera';
  }
}

/**
 * Shows what the camera sees in `video`, and tells who dances before it until the signal ends. Nothing of the picture leaves the
 * device, nothing of it is kept. A part of the app that comes with the first camera. @throws NoCamera, NoModel
 */
export async function openLive(
  video: HTMLVideoElement,
  model: { url: string; sha256: string },
  { onOpen, onSeen }: { onOpen: (aspect: number) => void; onSeen: (seen: Seen) => void },
  signal: AbortSignal,
): Promise<void> {
  const stream = await camera();
  let seer: Awaited<ReturnType<typeof openSeer>> | undefined;
  try {
    if (signal.aborted) return;
    video.srcObject = stream;
    await video.play().catch(cause => {
      throw new NoCamera(cause);
    });
    seer = await openSeer(model);
    if (signal.aborted) return;
    onOpen(video.videoWidth / video.videoHeight);
    const wait = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));
    await watchBody({ picture: video, see: seer.see, now: () => performance.now(), wait }, onSeen, signal);
  } finally {
    seer?.close();
    // Another may have begun to show in it since.
    if (video.srcObject === stream) video.srcObject = null;
    for (const track of stream.getTracks()) track.stop();
  }
}

async function camera(): Promise<MediaStream> {
  await withHost('actions.requestCameraAndMicrophoneAccess', sdk => sdk.actions.requestCameraAndMicrophoneAccess());
  try {
    return await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'user', width: { ideal: 640 }, height: { ideal: 640 } },
    });
  } catch (cause) {
    throw new NoCamera(cause);
  }
}
