import { decodeFields, encodeFields } from './protobuf.ts';

/** A part of a file: the bytes of its CID, how many bytes of the file are below it, and how many bytes of blocks. */
export type Part = { cid: Uint8Array; size: number; blockSize: number };

const FILE = 2;

/** The dag-pb block of a file's inner node: UnixFS type, size and part sizes, and a link to each part without a name. */
export function encodeFileNode(parts: readonly Part[]): Uint8Array {
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const unixfs = encodeFields([
    { number: 1, value: FILE },
    { number: 3, value: size },
    ...parts.map(part => ({ number: 4, value: part.size })),
  ]);
  const links = parts.map(part => ({
    number: 2,
    value: encodeFields([
      { number: 1, value: part.cid },
      { number: 2, value: new Uint8Array(0) },
      { number: 3, value: part.blockSize },
    ]),
  }));
  return encodeFields([...links, { number: 1, value: unixfs }]);
}

/** The parts of a file's inner node, in order. @throws RangeError for anything that is no such node. */
export function decodeFileNode(block: Uint8Array): Part[] {
  const fields = decodeFields(block);
  const data = fields.find(field => field.number === 1)?.value;
  if (!(data instanceof Uint8Array)) throw new RangeError('a node without data');
  const unixfs = decodeFields(data);
  if (unixfs.find(field => field.number === 1)?.value !== FILE) throw new RangeError('not a file');
  if (unixfs.some(field => field.number === 2)) throw new RangeError('a node that holds bytes itself');
  const sizes = unixfs.filter(field => field.number === 4).map(field => Number(field.value));
  const links = fields.filter(field => field.number === 2);
  if (links.length === 0 || links.length !== sizes.length) throw new RangeError('as many sizes as links are needed');
  return links.map((link, i) => {
    const inner = link.value instanceof Uint8Array ? decodeFields(link.value) : [];
    const cid = inner.find(field => field.number === 1)?.value;
    if (!(cid instanceof Uint8Array)) throw new RangeError('a link without a CID');
    return { cid, size: sizes[i] ?? 0, blockSize: Number(inner.find(field => field.number === 3)?.value ?? 0) };
  });
}
