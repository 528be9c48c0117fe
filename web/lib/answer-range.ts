import { parseRange } from '../../shared/media/range.ts';
import type { ReadBytes } from '../../shared/media/schema.ts';
import type { VerifiedFile } from '../../shared/media/verified-file.ts';

/** A file whose bytes come checked, and what kind of media they are, where they say it. */
export type Readable = { file: VerifiedFile; read: ReadBytes; type: string | null };

/**
 * What a player that asked for a range of a file gets: 206 with the range, 200 with the whole, 416 outside of it. The body comes
 * leaf by leaf, each when the player has room for it; it ends in an error, as a lost connection does, when nobody gives the right
 * bytes. Some players want to be told what kind of file it is; those that are not find out.
 */
export function answerRange(header: string | null, { file, read, type }: Readable): Response {
  const { size } = file;
  const range = parseRange(header, size);
  if (range === 'unsatisfiable') return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } });
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const headers = {
    'accept-ranges': 'bytes',
    'content-length': String(end - start + 1),
    'cache-control': 'no-store',
    ...(type && { 'content-type': type }),
  };
  if (!range) return new Response(streamOf(file, read, start, end + 1), { headers });
  return new Response(streamOf(file, read, start, end + 1), {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${start}-${end}/${size}` },
  });
}

/** The bytes from `start` up to, not including, `end`. One part is read ahead of what the player takes, and no more. */
function streamOf({ leaves }: VerifiedFile, read: ReadBytes, start: number, end: number): ReadableStream<Uint8Array> {
  let at = start;
  return new ReadableStream({
    async pull(stream) {
      const leaf = leaves.find(leaf => at < leaf.start + leaf.size);
      const to = Math.min(end, leaf ? leaf.start + leaf.size : end);
      if (at < to) stream.enqueue(await read(at, to));
      at = to;
      if (at >= end) stream.close();
    },
  });
}
