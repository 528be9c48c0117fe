/**
 * What a FlatBuffers file is made of, as far as models need it. Numbers of a table's fields are those of its schema; `old` is a
 * place in the bytes that come after what is written.
 */
export type Flat =
  | { table: Readonly<Record<number, Flat>> }
  | { items: readonly Flat[] }
  | { floats: readonly number[] }
  | { bytes: Uint8Array }
  | { text: string }
  | { word: number }
  | { old: number };

/** What follows keeps its alignment when it begins at a multiple of this. */
const ALIGNED = 64;

/**
 * A root and all that hangs on it, in the layout of flatbuffers.dev/internals, with a file's four letters. Whoever refers stands
 * first, as references only point forward; so other bytes, which a root may refer to as `old`, can be put behind it.
 */
export function writeFlat(root: Flat, letters: string): Buffer {
  const bytes: number[] = [0, 0, 0, 0, ...Buffer.from(letters, 'ascii')];
  const olds: { at: number; old: number }[] = [];
  const waiting: { at: number; flat: Flat }[] = [{ at: 0, flat: root }];
  const align = (to: number) => {
    while (bytes.length % to !== 0) bytes.push(0);
  };
  const number = (value: number, size = 4) => {
    for (let i = 0; i < size; i++) bytes.push((value >>> (8 * i)) & 255);
  };
  const set = (at: number, value: number) => {
    for (let i = 0; i < 4; i++) bytes[at + i] = (value >>> (8 * i)) & 255;
  };
  const slot = (flat: Flat) => {
    const at = bytes.length;
    number('word' in flat ? flat.word : 0);
    if ('old' in flat) olds.push({ at, old: flat.old });
    else if (!('word' in flat)) waiting.push({ at, flat });
  };
  const table = (fields: Readonly<Record<number, Flat>>): number => {
    const ids = Object.keys(fields).map(Number);
    const places = Math.max(...ids) + 1;
    const shape = 4 + 2 * places;
    if ((bytes.length + shape) % 4 !== 0) number(0, 2);
    const began = bytes.length;
    number(shape, 2);
    number(4 + 4 * ids.length, 2);
    for (let id = 0; id < places; id++) number(ids.includes(id) ? 4 + 4 * ids.indexOf(id) : 0, 2);
    const at = bytes.length;
    number(at - began);
    for (const id of ids) slot(fields[id] ?? { word: 0 });
    return at;
  };
  const list = (count: number, write: () => void): number => {
    const at = bytes.length;
    number(count);
    write();
    return at;
  };
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    align(4);
    const { flat } = next;
    let at = bytes.length;
    if ('table' in flat) at = table(flat.table);
    else if ('items' in flat) at = list(flat.items.length, () => flat.items.forEach(slot));
    else if ('floats' in flat)
      at = list(flat.floats.length, () => bytes.push(...Buffer.from(Float32Array.from(flat.floats).buffer)));
    else if ('text' in flat) at = list(Buffer.byteLength(flat.text), () => bytes.push(...Buffer.from(`${flat.text}\0`)));
    else if ('bytes' in flat) {
      // A file within a file: its own alignment counts from here.
      while ((bytes.length + 4) % 16 !== 0) bytes.push(0);
      at = list(flat.bytes.length, () => bytes.push(...flat.bytes));
    }
    set(next.at, at - next.at);
  }
  align(ALIGNED);
  for (const { at, old } of olds) set(at, bytes.length + old - at);
  return Buffer.from(bytes);
}
