import type { PoseCapture } from '../import-pose.ts';
import { type Colour, type Picture, paintTube, type Round, type Tube } from './paint-tube.ts';

const SKIN: Colour = [224, 172, 136];
const SHIRT: Colour = [178, 44, 52];
const JEANS: Colour = [44, 62, 110];
const SHOES: Colour = [240, 240, 236];
const HAIR: Colour = [52, 34, 24];
const DARK: Colour = [28, 22, 22];
const LIPS: Colour = [170, 84, 80];
/** Metres that the picture's height shows, and where its middle looks. */
const SHOWN = 2.7;

/**
 * Somebody drawn from 33 landmarks in metres, with a face, clothes and light: enough of a person for MediaPipe's models, and it
 * is known where each joint is.
 */
export function drawDancer(landmarks: PoseCapture['frames'][number]['landmarks'], width: number, height: number): Picture {
  const scale = height / SHOWN;
  const at = (landmark: number): readonly [number, number] => {
    const point = landmarks[landmark];
    const [x = 0, y = 0] = Array.isArray(point) ? point : point ? [(point as { x: number }).x, (point as { y: number }).y] : [];
    return [width / 2 + (x - 0.3) * scale, height * 0.52 + (y - 1) * scale];
  };
  const round = ([x, y]: readonly [number, number], radius: number): Round => [x, y, radius * scale];
  const mix = (a: readonly [number, number], b: readonly [number, number], part: number) =>
    [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part] as const;
  const tube = (from: Round, to: Round, colour: Colour): Tube => ({ from, to, colour });
  const tubes: Tube[] = [];
  for (const side of [0, 1]) {
    const [hip, knee, ankle] = [at(23 + side), at(25 + side), at(27 + side)];
    const toe = [ankle[0] + (side === 0 ? 0.06 : -0.06) * scale, ankle[1] + 0.1 * scale] as const;
    tubes.push(tube(round(hip, 0.1), round(knee, 0.068), JEANS), tube(round(knee, 0.068), round(ankle, 0.05), JEANS));
    tubes.push(tube(round(ankle, 0.045), round(toe, 0.05), SHOES));
  }
  const [left, right, hipL, hipR] = [at(11), at(12), at(23), at(24)];
  const [neck, hips] = [mix(left, right, 0.5), mix(hipL, hipR, 0.5)];
  tubes.push(tube(round(hipL, 0.1), round(hipR, 0.1), JEANS));
  tubes.push(tube(round(mix(left, right, 0.15), 0.1), round(mix(hipL, hipR, 0.1), 0.1), SHIRT));
  tubes.push(tube(round(mix(right, left, 0.15), 0.1), round(mix(hipR, hipL, 0.1), 0.1), SHIRT));
  tubes.push(tube(round(mix(neck, hips, 0.1), 0.13), round(hips, 0.12), SHIRT));
  const head = at(0);
  tubes.push(tube(round(neck, 0.06), round(head, 0.055), SKIN));
  tubes.push(tube(round(left, 0.075), round(right, 0.075), SHIRT));
  for (const side of [0, 1]) {
    const [shoulder, elbow, wrist] = [at(11 + side), at(13 + side), at(15 + side)];
    tubes.push(tube(round(shoulder, 0.062), round(elbow, 0.046), SKIN));
    tubes.push(tube(round(shoulder, 0.075), round(mix(shoulder, elbow, 0.4), 0.07), SHIRT));
    tubes.push(tube(round(elbow, 0.046), round(wrist, 0.034), SKIN));
    tubes.push(tube(round(wrist, 0.036), round(mix(elbow, wrist, 1.35), 0.042), SKIN));
  }
  // The head is upright over the neck: up is where it points.
  const long = Math.hypot(head[0] - neck[0], head[1] - neck[1]) || 1;
  const [ux, uy] = [(head[0] - neck[0]) / long, (head[1] - neck[1]) / long];
  const face = (across: number, up: number): readonly [number, number] => [
    head[0] + (up * ux - across * uy) * scale,
    head[1] + (up * uy + across * ux) * scale,
  ];
  tubes.push(tube(round(face(0, 0.05), 0.115), round(face(0, 0.06), 0.115), HAIR));
  tubes.push(tube(round(face(0, -0.055), 0.07), round(face(0, 0.03), 0.098), SKIN));
  tubes.push(tube(round(face(-0.06, 0.115), 0.05), round(face(0.06, 0.115), 0.05), HAIR));
  for (const side of [-1, 1]) {
    tubes.push(tube(round(face(side * 0.1, -0.005), 0.018), round(face(side * 0.1, 0.02), 0.018), SKIN));
    tubes.push(tube(round(face(side * 0.026, 0.032), 0.012), round(face(side * 0.05, 0.032), 0.012), SHOES));
    tubes.push(tube(round(face(side * 0.038, 0.032), 0.01), round(face(side * 0.039, 0.032), 0.01), DARK));
    tubes.push(tube(round(face(side * 0.022, 0.055), 0.006), round(face(side * 0.056, 0.058), 0.006), HAIR));
  }
  tubes.push(tube(round(face(0, 0.025), 0.008), round(face(0, -0.008), 0.014), SKIN));
  tubes.push(tube(round(face(-0.026, -0.05), 0.008), round(face(0.026, -0.05), 0.008), LIPS));

  const picture = room(width, height);
  for (const each of tubes) paintTube(each, picture);
  return picture;
}

/** A wall and a floor. */
function room(width: number, height: number): Picture {
  const pixels = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    const floor = y > height * 0.86;
    const shade = floor ? 0.75 + (0.25 * y) / height : 1 - (0.12 * y) / height;
    const [red, green, blue] = floor ? [150 * shade, 122 * shade, 96 * shade] : [206 * shade, 208 * shade, 204 * shade];
    for (let at = y * width * 4; at < (y + 1) * width * 4; at += 4) {
      pixels[at] = red;
      pixels[at + 1] = green;
      pixels[at + 2] = blue;
    }
  }
  return { width, height, pixels };
}
