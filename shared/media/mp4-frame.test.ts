import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectMedia, NOTHING } from './inspect-media.ts';
import { judgeMedia } from './judge-media.ts';
import { isMp4Framed } from './mp4-frame.ts';

const folder = new URL('testing/by-ffmpeg/', import.meta.url);
const NAMES = readdirSync(folder).filter(name => !name.endsWith('.md'));
const fileOf = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)));
const isFramed = (bytes: Uint8Array) => isMp4Framed(bytes.length, async (start, end) => bytes.slice(start, end));
const inspect = (bytes: Uint8Array) => inspectMedia(bytes.length, async (start, end) => bytes.slice(start, end));
/** What is said of a film that was not given to a reader. */
const UNREAD = { facts: { ...NOTHING, mime: 'video/mp4' }, whole: false };

/** Where the content of the nth box of this name begins. */
function within(bytes: Uint8Array, name: string, nth = 0): number {
  let at = -1;
  for (let n = 0; n <= nth; n++) at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(name, at + 1, 'latin1');
  if (at < 0) throw new Error(`no ${name}`);
  return at + 4;
}
/** The file with a word changed, `offset` bytes into the content of a box. */
function forged(name: string, box: string, offset: number, word: number, nth = 0): Uint8Array {
  const bytes = fileOf(name);
  new DataView(bytes.buffer).setUint32(within(bytes, box, nth) + offset, word);
  return bytes;
}
const MOST = 0xffffffff;

describe('files as ffmpeg writes them', () => {
  it.each(NAMES)('%s is read, and taken', async name => {
    const bytes = fileOf(name);
    const found = await inspect(bytes);
    expect(judgeMedia('take', bytes.length, found)).toBeNull();
    expect(Math.abs((found?.facts.durationMs ?? 0) - 2_000)).toBeLessThan(200);
    const { mime, codecs, width, height, title } = found?.facts ?? {};
    expect({ mime, codecs, width, height, title }).toMatchSnapshot();
  });
});

describe('hostile tables', () => {
  it.each([
    ['a count of times that has no rows', 'film.mp4', 'stts', 4, MOST],
    ['a row of times for four billion samples', 'film.mp4', 'stts', 8, MOST],
    ['a million pictures out of order', 'film.mp4', 'stts', 8, 1_000_000],
    ['a row of orders for four billion samples', 'film.mp4', 'ctts', 8, MOST],
    ['sizes of four billion samples', 'film.mp4', 'stsz', 8, MOST],
    ['places of four billion chunks', 'film.mp4', 'stco', 4, MOST],
    ['rules for four billion chunks', 'film.mp4', 'stsc', 4, MOST],
    ['a chunk of four billion samples', 'film.mp4', 'stsc', 12, MOST],
    ['a chunk of more samples than a take has', 'film.mp4', 'stsc', 12, 20_000],
    ['a rule that begins four billion chunks later', 'film.mp4', 'stsc', 8, MOST],
    ['a rule that begins before the one before it', 'film.mp4', 'stsc', 8, 0],
    ['four billion codecs', 'film.mp4', 'stsd', 4, MOST],
    ['four billion edits', 'film.mp4', 'elst', 4, MOST],
    ['a fragment of four billion samples', 'pieces.mp4', 'trun', 4, MOST],
    ['an index of four billion fragments', 'pieces.mp4', 'tfra', 12, MOST],
    ['a box that is its own end', 'film.mp4', 'moov', 0, 0],
    ['a box that ends outside of the one around it', 'film.mp4', 'mvhd', -8, 0x00ffffff],
    ['a box that ends before it begins', 'film.mp4', 'trak', -8, 4],
  ] as const)('%s', async (_, name, box, offset, word) => {
    expect(await isFramed(fileOf(name))).toBe(true);
    const bytes = forged(name, box, offset, word);
    expect(await isFramed(bytes)).toBe(false);
    expect(await inspect(bytes)).toEqual(UNREAD);
  });

  it('a sound in a track that says to be none: some players play it', async () => {
    for (const [name, nth] of [
      ['film.mp4', 1],
      ['pieces.mp4', 1],
    ] as const) {
      const bytes = fileOf(name);
      const at = within(bytes, 'hdlr', nth) + 8;
      expect(String.fromCharCode(...bytes.subarray(at, at + 4))).toBe('soun');
      bytes.set(new TextEncoder().encode('text'), at);
      expect(await isFramed(bytes)).toBe(false);
      expect(await inspect(bytes)).toEqual(UNREAD);
    }
  });

  it('a fragment whose samples take no byte in its table', async () => {
    const bytes = forged('pieces.mp4', 'trun', 0, 0);
    new DataView(bytes.buffer).setUint32(within(bytes, 'trun') + 4, 1_000_000);
    expect(await isFramed(bytes)).toBe(false);
  });

  it('an index that leads elsewhere than to fragments, or lies in something else', async () => {
    const good = fileOf('pieces.mp4');
    const view = new DataView(good.buffer);
    const wide = good[within(good, 'tfra')] === 1;
    const place = within(good, 'tfra') + 16 + (wide ? 12 : 4);
    expect(String.fromCharCode(...good.subarray(view.getUint32(place) + 4, view.getUint32(place) + 8))).toBe('moof');
    expect(await isFramed(forged('pieces.mp4', 'tfra', 16 + (wide ? 12 : 4), view.getUint32(place) + 8))).toBe(false);
    const hidden = Uint8Array.from([...good, 0, 0, 0, 24, ...Buffer.from('free....mfra'), 0, 0, 0, 0, 0, 0, 0, 16]);
    expect(await isFramed(hidden)).toBe(false);
  });

  it('names of tags that take no byte would be read for ever', async () => {
    const keys = [0, 0, 0, 20, ...Buffer.from('keys'), 0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0];
    for (const count of [MOST, 1]) {
      const tags = Uint8Array.from(keys);
      new DataView(tags.buffer).setUint32(12, count);
      const meta = Uint8Array.from([0, 0, 0, 12 + tags.length, ...Buffer.from('meta'), 0, 0, 0, 0, ...tags]);
      const moov = Uint8Array.from([0, 0, 0, 8 + meta.length, ...Buffer.from('moov'), ...meta]);
      expect(await isFramed(moov)).toBe(false);
    }
  });

  it('boxes in boxes without end', async () => {
    const deep = (depth: number): number[] => {
      let inner: number[] = [];
      for (let n = 0; n < depth; n++) inner = [0, 0, 0, 8 + inner.length, ...Buffer.from('edts'), ...inner];
      return [0, 0, 0, 8 + inner.length, ...Buffer.from('moov'), ...inner];
    };
    expect(await isFramed(Uint8Array.from(deep(8)))).toBe(true);
    expect(await isFramed(Uint8Array.from(deep(28)))).toBe(false);
  });

  it('come to an end after few bytes, wherever words were changed', async () => {
    const files = NAMES.map(fileOf);
    const word = fc.constantFrom(0, 1, 7, 8, 0xffff, 0x7fffffff, 0x80000000, MOST);
    const change = fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), word, fc.boolean());
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), fc.array(change, { minLength: 1, maxLength: 6 }), async (file, changes) => {
        const bytes = Uint8Array.from(file);
        const view = new DataView(bytes.buffer);
        // Half of them where the tables are: near the head or the end.
        for (const [part, value, tables] of changes) {
          const [from, length] = tables ? [Math.max(0, bytes.length - 3_000), Math.min(3_000, bytes.length)] : [0, bytes.length];
          view.setUint32(Math.min(bytes.length - 4, from + Math.floor(part * length)), value);
        }
        let asked = 0;
        const found = await inspectMedia(bytes.length, async (start, end) => {
          asked += end - start;
          return bytes.slice(start, end);
        });
        expect(() => judgeMedia('take', bytes.length, found)).not.toThrow();
        expect(asked).toBeLessThan(20 * bytes.length);
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});
