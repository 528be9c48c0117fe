/** A picture in Y, Cb and Cr, each by rows; the colours at half the width and height. Both sides are multiples of 16. */
export type Frame = { y: Uint8Array; cb: Uint8Array; cr: Uint8Array };
export type EncodedFilm = {
  /** The first is a whole picture, each other one what changed since. Every one is a NAL unit with its length before it. */
  packets: Uint8Array[];
  /** What an MP4 says of it (`avcC`). */
  description: Uint8Array;
};

const BLOCK = 16;
/** Macroblock type I_PCM within an I and a P slice (ITU-T H.264, tables 7-11 and 7-13). */
const [PCM_IN_I, PCM_IN_P] = [25, 30];

/**
 * H.264 without an encoder: each block that changed is written out as it is (I_PCM), each other one is skipped. No loss, little work,
 * and a small film of flat shapes stays under a megabyte.
 */
export function encodeH264(frames: readonly Frame[], width: number, height: number): EncodedFilm {
  const [columns, rows] = [width / BLOCK, height / BLOCK];
  const [sps, pps] = [sequence(columns, rows), picture()];
  const packets = frames.map((frame, n) => {
    const before = n === 0 ? null : (frames[n - 1] ?? null);
    return withLength(nal(before === null ? 0x65 : 0x41, slice(frame, before, n, columns, rows)));
  });
  const [, profile = 0, compatible = 0, level = 0] = sps;
  const head = [1, profile, compatible, level, 0xff, 0xe1, sps.length >> 8, sps.length & 255, ...sps];
  return { packets, description: Uint8Array.from([...head, 1, pps.length >> 8, pps.length & 255, ...pps]) };
}

/** Bits, most significant first, with the codes of H.264, clause 9.1. */
class Bits {
  readonly bytes: number[] = [];
  private used = 8;

  put(value: number, length: number): this {
    for (let bit = length - 1; bit >= 0; bit--) {
      if (this.used === 8) {
        this.bytes.push(0);
        this.used = 0;
      }
      const last = this.bytes.length - 1;
      this.bytes[last] = (this.bytes[last] ?? 0) | (((value >> bit) & 1) << (7 - this.used++));
    }
    return this;
  }

  /** Exp-Golomb codes of numbers from 0 up. */
  ue(...values: number[]): this {
    for (const value of values) {
      const length = 32 - Math.clz32(value + 1);
      this.put(0, length - 1).put(value + 1, length);
    }
    return this;
  }

  align(): this {
    this.used = 8;
    return this;
  }

  append(block: Uint8Array): this {
    for (const byte of block) this.bytes.push(byte);
    return this;
  }

  end(): number[] {
    this.put(1, 1).align();
    return this.bytes;
  }
}

/** Baseline profile, level 3; frames in their order, one to refer to, no cropping. */
function sequence(columns: number, rows: number): Uint8Array {
  const bits = new Bits().put(66, 8).put(0xc0, 8).put(30, 8);
  bits.ue(0, 4, 2, 1).put(0, 1);
  bits.ue(columns - 1, rows - 1).put(0b1100, 4);
  return nal(0x67, bits.end());
}

/** One slice a picture, CAVLC, no weights; slices may switch the deblocking filter off. */
function picture(): Uint8Array {
  const bits = new Bits().ue(0, 0).put(0, 2).ue(0, 0, 0).put(0, 3);
  bits.ue(0, 0, 0).put(0b100, 3);
  return nal(0x68, bits.end());
}

function slice(frame: Frame, before: Frame | null, n: number, columns: number, rows: number): number[] {
  const bits = new Bits();
  if (before === null) bits.ue(0, 7, 0).put(0, 8).ue(0).put(0, 2);
  else
    bits
      .ue(0, 5, 0)
      .put(n & 255, 8)
      .put(0, 3);
  // The quantiser as it was announced, and no deblocking: what was written out is shown as it is.
  bits.ue(0, 1);
  let skipped = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const block = blockOf(frame, column, row, columns);
      if (before && same(block, blockOf(before, column, row, columns))) {
        skipped += 1;
        continue;
      }
      if (before) bits.ue(skipped, PCM_IN_P);
      else bits.ue(PCM_IN_I);
      bits.align().append(block);
      skipped = 0;
    }
  }
  if (skipped > 0) bits.ue(skipped);
  return bits.end();
}

function blockOf({ y, cb, cr }: Frame, column: number, row: number, columns: number): Uint8Array {
  const block = new Uint8Array(384);
  const copy = (from: Uint8Array, size: number, at: number) => {
    const stride = columns * size;
    for (let line = 0; line < size; line++) {
      const start = (row * size + line) * stride + column * size;
      block.set(from.subarray(start, start + size), at + line * size);
    }
  };
  copy(y, 16, 0);
  copy(cb, 8, 256);
  copy(cr, 8, 320);
  return block;
}

const same = (a: Uint8Array, b: Uint8Array) => a.every((byte, i) => byte === b[i]);

/** A unit with its header, and a 3 wherever the payload would look like a start code. */
function nal(header: number, payload: readonly number[]): Uint8Array {
  const bytes = [header];
  let zeros = 0;
  for (const byte of payload) {
    if (zeros >= 2 && byte <= 3) {
      bytes.push(3);
      zeros = 0;
    }
    bytes.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Uint8Array.from(bytes);
}

function withLength(unit: Uint8Array): Uint8Array {
  const packet = new Uint8Array(4 + unit.length);
  new DataView(packet.buffer).setUint32(0, unit.length);
  packet.set(unit, 4);
  return packet;
}
