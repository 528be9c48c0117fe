import { withHost } from '../../lib/host.ts';

/** Why there is no camera or microphone: somebody said no (the host, the browser or the person), there is none, or another app has it. */
export type DeviceFault = 'refused' | 'none' | 'busy';

/** What came of asking. */
export type Devices = { stream: MediaStream } | { fault: DeviceFault };

export type Facing = 'user' | 'environment';

/**
 * Asks for microphone and, for film, camera: the Farcaster client first where it can be asked, then the browser. In a frame that the client opened
 * without them, the browser refuses without asking anybody.
 */
export async function askDevices(film: boolean, facing: Facing = 'user'): Promise<Devices> {
  await withHost('actions.requestCameraAndMicrophoneAccess', sdk => sdk.actions.requestCameraAndMicrophoneAccess());
  if (!navigator.mediaDevices?.getUserMedia || typeof MediaRecorder === 'undefined') return { fault: 'refused' };
  const video = film && { facingMode: facing, width: { ideal: 720 }, height: { ideal: 1280 }, frameRate: { ideal: 30, max: 30 } };
  const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  try {
    return { stream: await navigator.mediaDevices.getUserMedia({ audio, video }) };
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'NotFoundError' || name === 'OverconstrainedError') return { fault: 'none' };
    return { fault: name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'refused' };
  }
}

/** Whether this place may offer a recorder at all, as far as can be told without asking anybody. */
export function mayRecord(): boolean {
  if (typeof MediaRecorder === 'undefined' || !navigator.mediaDevices) return false;
  const policy = (document as { featurePolicy?: { allowsFeature: (name: string) => boolean } }).featurePolicy;
  return policy?.allowsFeature('microphone') ?? true;
}

export function stopStream(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
