import { PoseLandmarker } from '@mediapipe/tasks-vision';
import wasmLoaderPath from '@mediapipe/tasks-vision/vision_wasm_internal.js?url';
import wasmBinaryPath from '@mediapipe/tasks-vision/vision_wasm_internal.wasm?url';
import { fetchModel, NoModel } from './fetch-model.ts';
import type { SeeBody } from './read-film.ts';

/**
 * MediaPipe's reader of poses, from our own build, with the model that was configured. Nothing of a film leaves the device.
 * @throws NoModel, here and at each look
 */
export async function openSeer(model: { url: string; sha256: string }): Promise<{ see: SeeBody; close: () => void }> {
  const modelAssetBuffer = await fetchModel(model);
  const options = { baseOptions: { modelAssetBuffer }, runningMode: 'VIDEO', numPoses: 1 } as const;
  try {
    const landmarker = await PoseLandmarker.createFromOptions({ wasmLoaderPath, wasmBinaryPath }, options);
    return {
      see: (picture, at) => {
        try {
          return landmarker.detectForVideo(picture, at).landmarks[0] ?? null;
        } catch (cause) {
          throw new NoModel(cause);
        }
      },
      close: () => landmarker.close(),
    };
  } catch (cause) {
    throw new NoModel(cause);
  }
}
