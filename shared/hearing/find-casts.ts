import type { UnixMs } from '../kernel/units.ts';
import type { AuthorStore, CastSource, RecordFound } from './ports.ts';

/** Authors that one look asks about. */
const MOST_AUTHORS = 10;

/**
 * Looks through the last casts of authors whose turn it is, for performances that no webhook told of. Recording one twice changes nothing.
 * One that cannot be recorded holds nobody up: it is set aside.
 */
export async function findCasts(
  { source, authors, recordFound }: { source: CastSource; authors: AuthorStore; recordFound: RecordFound },
  now: UnixMs,
): Promise<void> {
  for (const fid of await authors.dueAuthors(now, MOST_AUTHORS)) {
    for (const cast of await source.castsBy(fid))
      await recordFound(cast).catch(() => authors.setAside({ hash: cast.hash, authorFid: fid }, now));
    await authors.looked(fid, now);
  }
}
