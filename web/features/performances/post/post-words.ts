import type { Ink, Kind } from '../../../../shared/performances/schema.ts';
import { TITLE_MOST } from '../../../../shared/performances/title-most.ts';

/** What a performer says of a take before it is cast. */
export type PostWords = {
  title: string;
  caption: string;
  kind: Kind;
  ink: Ink;
  /** ISO 639; empty for none. */
  language: string;
  attested: boolean[];
};

/** A cast has 320 characters; its first line is the title. */
export const CAPTION_MOST = 200;

/** The cast's text: "Night bus home — song", then the caption. The word after the dash is how casts say their kind. */
export function castTextOf({ title, kind, caption }: Pick<PostWords, 'title' | 'kind' | 'caption'>): string {
  return [`${title.trim()} — ${kind}`, caption.trim()].filter(Boolean).join('\n\n');
}

/** What is wrong with a title, in words; null for one that can be kept. */
export function titleFault(title: string): string | null {
  if (title.trim() === '') return 'Give it a title first.';
  return [...title.trim()].length > TITLE_MOST ? 'The title is too long.' : null;
}

/** What is still missing, in words; null when it can be posted. */
export function missingOf(words: PostWords): string | null {
  const fault = titleFault(words.title);
  if (fault) return fault;
  if (!words.attested.every(Boolean)) return 'Confirm the rights first.';
  return null;
}
