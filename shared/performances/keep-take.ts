import { inkOf } from './ink-of.ts';
import { noOriginal, noSuchTake, takenDown } from './post-errors.ts';
import type { Draft, PostPorts } from './post-ports.ts';
import { posterLines } from './poster-lines.ts';
import type { Ink, Kind } from './schema.ts';

/** What the performer says of a take. */
export type Words = {
  title: string;
  kind: Kind;
  ink?: Ink | null | undefined;
  language?: string | null | undefined;
  remix_of?: string | null | undefined;
};

/** Where the app is, and where files are read by their CIDs: no slash at the end. */
export type Posting = { appUrl: string; gatewayUrl: string };

/** The words of a take as they are kept. Without an ink it has the one of its id. */
export function wordsOf({ title, kind, ink, language, remix_of }: Words, id: string) {
  return {
    title,
    posterLines: posterLines(title),
    kind,
    ink: ink ?? inkOf(id),
    language: language ?? null,
    remixOf: remix_of ?? null,
  };
}

/** Keeps a take. @throws AppError 404 for an id that is taken, 410 for what was taken down */
export async function keepTake(draft: Draft, attested: string, { saveDraft }: PostPorts): Promise<'draft' | 'live'> {
  const stands = await saveDraft(draft, attested);
  if (stands === null) throw noSuchTake();
  if (stands === 'hidden') throw takenDown();
  return stands;
}

/** @throws AppError 422 for a remix of what is not on stage, of itself, or of what grew from it */
export async function checkOriginal(remixOf: string | null | undefined, takeId: string, { mayRemix }: PostPorts): Promise<void> {
  if (remixOf && !(await mayRemix(remixOf, takeId))) throw noOriginal();
}
