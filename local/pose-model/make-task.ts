import { sayRange } from './say-range.ts';
import { zipStored } from './zip-stored.ts';

/** MediaPipe's older programs gave the detector numbers from -1 to 1, and the reader of landmarks 0 to 1. */
const DETECTOR = { mean: 127.5, deviation: 127.5 };
const LANDMARKS = { mean: 0, deviation: 255 };

/** MediaPipe's two models for bodies, as one bundle that its present program takes: `.task`, an archive without compression. */
export function makeTask(detector: Buffer, landmarks: Buffer): Buffer {
  return zipStored([
    { name: 'pose_detector.tflite', bytes: sayRange(detector, DETECTOR) },
    { name: 'pose_landmarks_detector.tflite', bytes: sayRange(landmarks, LANDMARKS) },
  ]);
}
