import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** A line that is not blank, and its number in the file, from 1 on. */
export type Line = { text: string; number: number };

/**
 * Lines of a file, plain or gzipped (`.gz`), or of a stream, whatever ends them; blank ones left out, but counted. A mark of the byte order at
 * the beginning is no part of the first. Throws, naming the file, when it cannot be read.
 */
export async function* readLines(source: string | Readable): AsyncGenerator<Line> {
  const bytes = typeof source === 'string' ? createReadStream(source) : source;
  const zipped = typeof source === 'string' && source.endsWith('.gz');
  const text = zipped ? bytes.pipe(createGunzip()) : bytes;
  if (zipped) bytes.once('error', (error: Error) => text.destroy(error));
  let number = 0;
  let rest: string[] = [];
  try {
    for await (const chunk of text.setEncoding('utf8')) {
      const pieces = (number === 0 && rest.length === 0 ? withoutMark(chunk) : (chunk as string)).split('\n');
      // A line of many chunks is joined once: adding to it chunk by chunk would read it again and again.
      for (const piece of pieces.slice(0, -1)) {
        const line = [...rest, piece].join('');
        rest = [];
        number += 1;
        if (line.trim() !== '') yield { text: line, number };
      }
      rest.push(pieces.at(-1) ?? '');
    }
  } catch (error) {
    throw typeof source === 'string' ? new Error(`${source} cannot be read: ${(error as Error).message}`) : error;
  }
  const line = rest.join('');
  if (line.trim() !== '') yield { text: line, number: number + 1 };
}

const withoutMark = (text: string) => (text.startsWith('\uFEFF') ? text.slice(1) : text);
