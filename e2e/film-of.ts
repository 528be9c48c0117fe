import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Output, WebMOutputFormat } from 'mediabunny';
import type { Page } from 'playwright-core';
import type { Picture } from '../shared/chains/testing/paint-tube.ts';

/** Pictures as a WebM film: the browser encodes them (VP8), as it would for a recording. `page` is any page of this machine's own. */
export async function filmOf(page: Page, pictures: readonly Picture[], fps: number): Promise<Buffer> {
  const [{ width, height } = { width: 0, height: 0 }] = pictures;
  const given = { width, height, fps, pictures: pictures.map(({ pixels }) => Buffer.from(pixels).toString('base64')) };
  const packets = await page.evaluate(async ({ width, height, fps, pictures }) => {
    const encoded: { data: string; type: 'key' | 'delta'; timestamp: number }[] = [];
    const encoder = new VideoEncoder({
      output: packet => {
        const bytes = new Uint8Array(packet.byteLength);
        packet.copyTo(bytes);
        const data = btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
        encoded.push({ data, type: packet.type, timestamp: packet.timestamp });
      },
      error: error => {
        throw error;
      },
    });
    encoder.configure({ codec: 'vp8', width, height, bitrate: 2_000_000 });
    for (const [i, picture] of pictures.entries()) {
      const bytes = Uint8Array.from(atob(picture), letter => letter.charCodeAt(0));
      const timestamp = (i * 1_000_000) / fps;
      const frame = new VideoFrame(bytes, { format: 'RGBX', codedWidth: width, codedHeight: height, timestamp });
      encoder.encode(frame, { keyFrame: i % fps === 0 });
      frame.close();
    }
    await encoder.flush();
    return encoded;
  }, given);
  const source = new EncodedVideoPacketSource('vp8');
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  output.addVideoTrack(source, { frameRate: fps });
  await output.start();
  const decoderConfig = { codec: 'vp8', codedWidth: width, codedHeight: height };
  for (const { data, type, timestamp } of packets)
    await source.add(new EncodedPacket(Buffer.from(data, 'base64'), type, timestamp / 1e6, 1 / fps), { decoderConfig });
  await output.finalize();
  return Buffer.from(target.buffer ?? new ArrayBuffer(0));
}
