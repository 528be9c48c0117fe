import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Mp4OutputFormat, Output } from 'mediabunny';
import { randomOf } from '../random.ts';
import { type BodyPose, danceOf, type Joint } from './dance.ts';
import { encodeH264, type Frame } from './h264.ts';

/** Pixels of the film; blocks of 16 in both directions, and the poster's shape. */
export const FILM_WIDTH = 224;
export const FILM_HEIGHT = 368;
const FRAMES_A_SECOND = 12;
const SECONDS = 4;

type Colour = readonly [r: number, g: number, b: number];
/** RGBA by rows, FILM_WIDTH by FILM_HEIGHT. */
type Picture = Uint8Array;
type Limb = { from: Joint; to: Joint; width: number };

/**
 * A performer who dances before a picture, as a silent MP4 that goes round: always the same for the same seed. `scale`: film
 * pixels for one of the poster's.
 */
export async function danceFilm(
  seed: string,
  backdrop: Picture,
  { x, scale, colour }: { x: number; scale: number; colour: Colour },
): Promise<Uint8Array<ArrayBuffer>> {
  const poseAt = danceOf(randomOf(`dance ${seed}`), x);
  const count = SECONDS * FRAMES_A_SECOND;
  const frames = Array.from({ length: count }, (_, i) => toFrame(paint(backdrop, limbsOf(poseAt(i / count)), scale, colour)));
  const { packets, description } = encodeH264(frames, FILM_WIDTH, FILM_HEIGHT);

  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target: new BufferTarget() });
  const track = new EncodedVideoPacketSource('avc');
  output.addVideoTrack(track, { frameRate: FRAMES_A_SECOND });
  await output.start();
  const decoderConfig = { codec: 'avc1.42c01e', codedWidth: FILM_WIDTH, codedHeight: FILM_HEIGHT, description };
  for (const [i, data] of packets.entries()) {
    const packet = new EncodedPacket(data, i === 0 ? 'key' : 'delta', i / FRAMES_A_SECOND, 1 / FRAMES_A_SECOND);
    await track.add(packet, { decoderConfig });
  }
  await output.finalize();
  return withoutTimes(new Uint8Array(output.target.buffer ?? new ArrayBuffer(0)));
}

/** The file says when it was made, in three boxes; the same film is the same file whenever that was. */
function withoutTimes(file: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(file.buffer);
  for (const box of ['mvhd', 'tkhd', 'mdhd']) {
    const at = bytes.indexOf(box);
    // After the name: version and flags, then two times of 4 bytes, or of 8 in version 1.
    if (at >= 0) bytes.fill(0, at + 8, at + 8 + (bytes[at + 4] === 1 ? 16 : 8));
  }
  return file;
}

function limbsOf(pose: BodyPose): Limb[] {
  const { head, neck, hip } = pose;
  const shoulder = (side: -1 | 1): Joint => [neck[0] + side * 66, neck[1] + 22];
  const hipOf = (side: -1 | 1): Joint => [hip[0] + side * 34, hip[1]];
  const limb = (from: Joint, to: Joint, width: number): Limb => ({ from, to, width });
  return [
    limb(head, head, 104),
    limb(neck, head, 44),
    limb(shoulder(-1), shoulder(1), 58),
    limb([neck[0], neck[1] + 54], hip, 108),
    limb(shoulder(-1), hipOf(-1), 56),
    limb(shoulder(1), hipOf(1), 56),
    limb(shoulder(-1), pose.leftElbow, 46),
    limb(pose.leftElbow, pose.leftHand, 40),
    limb(shoulder(1), pose.rightElbow, 46),
    limb(pose.rightElbow, pose.rightHand, 40),
    limb(hipOf(-1), pose.leftKnee, 66),
    limb(pose.leftKnee, pose.leftFoot, 54),
    limb(hipOf(1), pose.rightKnee, 66),
    limb(pose.rightKnee, pose.rightFoot, 54),
  ];
}

/** Limbs as thick lines with soft edges. Only the box around each limb is looked at. */
function paint(backdrop: Picture, limbs: readonly Limb[], scale: number, colour: Colour): Picture {
  const cover = new Float32Array(FILM_WIDTH * FILM_HEIGHT);
  for (const { from, to, width } of limbs) {
    const [ax, ay, bx, by, r] = [from[0] * scale, from[1] * scale, to[0] * scale, to[1] * scale, (width * scale) / 2];
    const [dx, dy] = [bx - ax, by - ay];
    const length = dx * dx + dy * dy || 1;
    const top = Math.max(0, Math.floor(Math.min(ay, by) - r - 1));
    const foot = Math.min(FILM_HEIGHT, Math.ceil(Math.max(ay, by) + r + 1));
    const left = Math.max(0, Math.floor(Math.min(ax, bx) - r - 1));
    const right = Math.min(FILM_WIDTH, Math.ceil(Math.max(ax, bx) + r + 1));
    for (let row = top; row < foot; row++) {
      for (let column = left; column < right; column++) {
        const [px, py] = [column + 0.5 - ax, row + 0.5 - ay];
        const share = Math.min(1, Math.max(0, (px * dx + py * dy) / length));
        const inside = r - Math.hypot(px - share * dx, py - share * dy) + 0.5;
        const at = row * FILM_WIDTH + column;
        if (inside > (cover[at] ?? 0)) cover[at] = Math.min(1, inside);
      }
    }
  }
  const picture = backdrop.slice();
  for (let at = 0; at < cover.length; at++) {
    const share = cover[at] ?? 0;
    if (share === 0) continue;
    for (let i = 0; i < 3; i++)
      picture[at * 4 + i] = Math.round((picture[at * 4 + i] ?? 0) * (1 - share) + (colour[i] ?? 0) * share);
  }
  return picture;
}

/** RGB to the narrow range of ITU-R BT.601; a colour is that of the first of four pixels, as shapes are flat. */
function toFrame(picture: Picture): Frame {
  const y = new Uint8Array(FILM_WIDTH * FILM_HEIGHT);
  const [cb, cr] = [new Uint8Array(y.length / 4), new Uint8Array(y.length / 4)];
  for (let at = 0; at < y.length; at++) {
    const [r, g, b] = [picture[at * 4] ?? 0, picture[at * 4 + 1] ?? 0, picture[at * 4 + 2] ?? 0];
    y[at] = Math.round(16 + (65.481 * r + 128.553 * g + 24.966 * b) / 255);
    const [row, column] = [Math.floor(at / FILM_WIDTH), at % FILM_WIDTH];
    if (row % 2 === 1 || column % 2 === 1) continue;
    const half = (row / 2) * (FILM_WIDTH / 2) + column / 2;
    cb[half] = Math.round(128 + (-37.797 * r - 74.203 * g + 112 * b) / 255);
    cr[half] = Math.round(128 + (112 * r - 93.786 * g - 18.214 * b) / 255);
  }
  return { y, cb, cr };
}
