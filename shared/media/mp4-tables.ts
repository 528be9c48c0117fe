/** A minute of film has about five thousand packets; a table that promises more is broken or hostile. */
export const MOST_ROWS = 50_000;
/** Sound that is not compressed is told sample by sample, in one row: a minute of 192 kHz. */
export const MOST_SAMPLES = 192_000 * 62;
/** Where each sample has a size of its own, readers add up those of its chunk: a minute of AAC has 5,600. */
const MOST_IN_CHUNK = 10_000;
/** Names of tags, edits. */
const MOST_NAMES = 1_000;
const MOST_CODECS = 16;
/** What a description of a codec has no business to hold. */
const ELSEWHERE = [
  'moov',
  'trak',
  'mdia',
  'minf',
  'stbl',
  'moof',
  'traf',
  'trun',
  'stts',
  'ctts',
  'udta',
  'meta',
  'keys',
  'sinf',
];
/** Files that need a key cannot be played by anybody here. */
const LOCKED = new Set(['sinf', 'tenc', 'senc', 'saiz', 'saio', 'pssh']);

/** What a table asks of whoever reads it. */
export type Asked = {
  /** Samples that its rows stand for. */
  samples: number;
  /** Whether samples are shown in another order than they are stored: then readers list them all. */
  reorders: boolean;
  /** Samples in the largest chunk, and whether each has a size of its own. */
  inChunk: number;
  sized: boolean;
  /** Samples of a fragment, listed by readers even where the box has no byte for each. */
  listed: number;
  /** Places in the file that it names. */
  names: number[];
};
const FINE: Asked = { samples: 0, reorders: false, inChunk: 0, sized: false, listed: 0, names: [] };

/**
 * What a box of this name asks of its reader; null when that is more than a take can need, or than the box has bytes for. Boxes that are no
 * tables ask for nothing. ISO/IEC 14496-12, sections 8.6 to 8.8.
 */
export function judgeTable(name: string, content: Uint8Array): Asked | null {
  if (LOCKED.has(name)) return null;
  const judge = JUDGES.get(name);
  return judge ? judge(tableOf(content)) : FINE;
}

/** Whether what the tables of one track ask for together is no more than a take can need. */
export const areModest = ({ samples, reorders, inChunk, sized }: Omit<Asked, 'listed' | 'names'>): boolean =>
  !(reorders && samples > MOST_ROWS) && !(sized && inChunk > MOST_IN_CHUNK);

type Table = {
  content: Uint8Array;
  /** Four bytes as a number; infinite where they are not there. */
  word: (at: number) => number;
  /** Whether the rows that word `at` counts are no more than `most`, and are there. */
  isList: (at: number, rowBytes: number, most?: number) => boolean;
};

function tableOf(content: Uint8Array): Table {
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  const word = (at: number) => (at + 4 <= content.length ? view.getUint32(at) : Number.POSITIVE_INFINITY);
  const isList = (at: number, rowBytes: number, most = MOST_ROWS) =>
    word(at) <= most && at + 4 + word(at) * rowBytes <= content.length;
  return { content, word, isList };
}

const fineIf = (condition: boolean) => (condition ? FINE : null);

/** Who judges a table, by the name of its box. */
const JUDGES: ReadonlyMap<string, (table: Table) => Asked | null> = new Map([
  ['stts', judgeTimes],
  ['ctts', judgeOrder],
  ['stsc', judgeChunks],
  ['stco', ({ isList }) => fineIf(isList(4, 4))],
  ['stss', ({ isList }) => fineIf(isList(4, 4))],
  ['co64', ({ isList }) => fineIf(isList(4, 8))],
  ['stsz', judgeSizes],
  ['stz2', ({ content, isList }) => (isList(8, (content[7] ?? 0) / 8) ? { ...FINE, sized: true } : null)],
  ['elst', ({ content, isList }) => fineIf(isList(4, content[0] === 1 ? 20 : 12, MOST_NAMES))],
  ['stsd', ({ content, isList }) => fineIf(isList(4, 8, MOST_CODECS) && !holds(content, ELSEWHERE))],
  ['keys', table => fineIf(table.isList(4, 8, MOST_NAMES) && areNames(table))],
  ['trun', judgeRun],
  ['tfra', judgeIndex],
]);

/** How many samples are shown for how long each. */
function judgeTimes({ word, isList }: Table): Asked | null {
  if (!isList(4, 8)) return null;
  let samples = 0;
  for (let row = 0; row < word(4); row++) samples += word(8 + 8 * row);
  return samples <= MOST_SAMPLES ? { ...FINE, samples } : null;
}

/** How many samples are shown by how much later than they are stored. */
function judgeOrder(table: Table): Asked | null {
  const asked = judgeTimes(table);
  return asked && { ...asked, reorders: true };
}

/** Rules for chunks: from which one on, and how many samples are in each. Readers go through all chunks up to the next rule. */
function judgeChunks({ word, isList }: Table): Asked | null {
  if (!isList(4, 12)) return null;
  let [before, inChunk] = [0, 0];
  for (let row = 0; row < word(4); row++) {
    const [first, samples] = [word(8 + 12 * row), word(12 + 12 * row)];
    if (first <= before || first > MOST_ROWS || samples < 1 || samples > MOST_SAMPLES) return null;
    [before, inChunk] = [first, Math.max(inChunk, samples)];
  }
  return { ...FINE, inChunk };
}

/** One size for all samples, or a size for each. */
function judgeSizes({ word, isList }: Table): Asked | null {
  if (word(4) !== 0) return fineIf(word(8) <= MOST_SAMPLES);
  return isList(8, 4) ? { ...FINE, sized: true } : null;
}

/** The samples of a fragment, with up to four numbers for each. */
function judgeRun({ word, isList }: Table): Asked | null {
  const columns = [0x100, 0x200, 0x400, 0x800].filter(flag => word(0) & flag).length;
  return isList(4, 4 * columns) ? { ...FINE, listed: word(4) } : null;
}

/** An index of fragments: a time and a place for each, then three numbers of 1 to 4 bytes. */
function judgeIndex({ content, word, isList }: Table): Asked | null {
  const [wide, lengths] = [content[0] === 1, word(8)];
  const rowBytes = (wide ? 16 : 8) + [4, 2, 0].reduce((sum, shift) => sum + ((lengths >> shift) & 3) + 1, 0);
  if (!isList(12, rowBytes)) return null;
  const placeOf = (at: number) => (wide ? word(at + 8) * 2 ** 32 + word(at + 12) : word(at + 4));
  return { ...FINE, names: Array.from({ length: word(12) }, (_, row) => placeOf(16 + row * rowBytes)) };
}

/** Names of tags, each with its own length before it: one of none would be read for ever. */
function areNames({ content, word }: Table): boolean {
  let at = 8;
  for (let row = 0; row < word(4); row++) {
    if (!(word(at) >= 8)) return false;
    at += word(at);
  }
  return at <= content.length;
}

function holds(bytes: Uint8Array, names: readonly string[]): boolean {
  const text = String.fromCharCode(...bytes.subarray(0, MOST_CODEC_BYTES));
  return bytes.length > MOST_CODEC_BYTES || names.some(name => text.includes(name));
}
/** Descriptions of codecs have a few hundred bytes. */
const MOST_CODEC_BYTES = 32_768;
