/** One field of a message: its number, and a varint or bytes. */
type Field = { number: number; value: number | Uint8Array };

/** The two wire types that dag-pb and UnixFS use: numbers up to 2^53, and bytes. */
export function encodeFields(fields: readonly Field[]): Uint8Array {
  const parts: number[] = [];
  for (const { number, value } of fields) {
    if (typeof value === 'number') {
      writeVarint(parts, number * 8);
      writeVarint(parts, value);
    } else {
      writeVarint(parts, number * 8 + 2);
      writeVarint(parts, value.length);
      for (const byte of value) parts.push(byte);
    }
  }
  return Uint8Array.from(parts);
}

/** @throws RangeError for what is cut off, too large, or of another wire type. */
export function decodeFields(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError('a message that is cut off');
      value += (byte & 127) * shift;
      if (value > Number.MAX_SAFE_INTEGER) throw new RangeError('a number that is too large');
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    if (tag % 8 === 0) fields.push({ number, value: varint() });
    else if (tag % 8 === 2) {
      const length = varint();
      if (length > bytes.length - at) throw new RangeError('a message that is cut off');
      fields.push({ number, value: bytes.subarray(at, at + length) });
      at += length;
    } else throw new RangeError(`a wire type that is not known here: ${tag % 8}`);
  }
  return fields;
}

function writeVarint(out: number[], value: number): void {
  let rest = value;
  while (rest > 127) {
    out.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  out.push(rest);
}
