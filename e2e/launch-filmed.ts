import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Picture } from '../shared/chains/testing/paint-tube.ts';
import { FAKE_DEVICES, launchBrowser } from './open-client.ts';

/** A Chromium whose camera sees these pictures, of even sides, again and again. */
export async function launchFilmed(pictures: readonly Picture[], fps: number): Promise<Browser> {
  const folder = await mkdtemp(join(tmpdir(), 'gigavibe-camera-'));
  const file = join(folder, 'camera.y4m');
  const [{ width, height } = { width: 0, height: 0 }] = pictures;
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F${fps}:1 Ip A1:1\n`);
  await writeFile(file, Buffer.concat([head, ...pictures.flatMap(picture => [Buffer.from('FRAME\n'), planes(picture)])]));
  const browser = await launchBrowser([...FAKE_DEVICES, `--use-file-for-fake-video-capture=${file}`]);
  browser.on('disconnected', () => void rm(folder, { recursive: true, force: true }));
  return browser;
}

/** Light for each pixel, then its two colours for each square of four (ITU-R BT.601, 16 to 240). */
function planes({ width, height, pixels }: Picture): Buffer {
  const light = Buffer.alloc(width * height);
  const [blue, red] = [Buffer.alloc(light.length / 4), Buffer.alloc(light.length / 4)];
  for (let place = 0; place < light.length; place++) {
    const [r = 0, g = 0, b = 0] = pixels.subarray(place * 4, place * 4 + 3);
    light[place] = 16 + 0.257 * r + 0.504 * g + 0.098 * b;
    const [x, y] = [place % width, Math.floor(place / width)];
    if (x % 2 === 1 || y % 2 === 1) continue;
    const square = (y / 2) * (width / 2) + x / 2;
    blue[square] = 128 - 0.148 * r - 0.291 * g + 0.439 * b;
    red[square] = 128 + 0.439 * r - 0.368 * g - 0.071 * b;
  }
  return Buffer.concat([light, blue, red]);
}
