import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readLines } from './read-lines.ts';

describe('readLines', () => {
  const all = async (lines: AsyncIterable<{ text: string; number: number }>) => {
    const read: string[] = [];
    for await (const { text, number } of lines) read.push(`${number} ${text}`);
    return read;
  };

  it('joins what arrives in pieces', async () => {
    const pieces = Readable.from([Buffer.from('a\nb'), Buffer.from('c\n\r\n'), Buffer.from('d\r\n'), Buffer.from('e')]);
    expect(await all(readLines(pieces))).toEqual(['1 a', '2 bc', '4 d\r', '5 e']);
  });

  it('takes a mark of the byte order for no part of the first line', async () => {
    expect(await all(readLines(Readable.from([Buffer.from('\uFEFFa\nb')])))).toEqual(['1 a', '2 b']);
  });

  it('says that a file is not there', async () => {
    await expect(all(readLines('/nowhere/at-all.ndjson.gz'))).rejects.toThrow('/nowhere/at-all.ndjson.gz cannot be read: ENOENT');
  });
});
