import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Lines of a file, plain or gzipped (`.gz`), or of a stream; blank ones left out. Throws when the file cannot be read. */
export async function* readLines(source: string | Readable): AsyncGenerator<string> {
  const bytes = typeof source === 'string' ? createReadStream(source) : source;
  const zipped = typeof source === 'string' && source.endsWith('.gz');
  const text = zipped ? bytes.pipe(createGunzip()) : bytes;
  if (zipped) bytes.once('error', (error: Error) => text.destroy(error));
  let rest = '';
  for await (const chunk of text.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield line;
  }
  if (rest.trim() !== '') yield rest;
}
