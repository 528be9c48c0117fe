import type { UnixMs } from '../kernel/units.ts';
import type { RecordCast } from '../performances/ports.ts';
import type { AuthorStore, CastSource } from './ports.ts';

/** Authors that one look asks about. */
const MOST_AUTHORS = 10;

/** Looks through the last casts of authors whose turn it is, for performances that no webhook told of. Recording one twice changes nothing. */
export async function findCasts(
  { source, authors, recordCast }: { source: CastSource; authors: AuthorStore; recordCast: RecordCast },
  now: UnixMs,
): Promise<void> {
  for (const fid of await authors.dueAuthors(now, MOST_AUTHORS)) {
    for (const cast of await source.castsBy(fid)) await recordCast('created', cast);
    await authors.looked(fid, now);
  }
}
