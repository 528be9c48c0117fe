import type { BitReader } from './bit-reader.ts';

/** `data_stream_element`, after its tag: bytes for others. */
export function skipBytes(bits: BitReader): void {
  const aligned = bits.flag();
  let count = bits.read(8);
  if (count === 255) count += bits.read(8);
  if (aligned) bits.align();
  bits.skip(8 * count);
}

/** `fill_element`: nothing, or what is added to the core (band replication). */
export function skipFill(bits: BitReader): void {
  let count = bits.read(4);
  if (count === 15) count += bits.read(8) - 1;
  bits.skip(8 * count);
}

/** `program_config_element`, after its tag: where loudspeakers stand. */
export function skipLayout(bits: BitReader): void {
  bits.skip(6);
  const [front, side, back] = [bits.read(4), bits.read(4), bits.read(4)];
  const [bass, data, coupled] = [bits.read(2), bits.read(3), bits.read(4)];
  for (const width of [4, 4, 3]) if (bits.flag()) bits.skip(width);
  bits.skip(5 * (front + side + back) + 4 * (bass + data) + 5 * coupled);
  bits.align();
  bits.skip(8 * bits.read(8));
}
