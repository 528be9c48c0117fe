import type { INKS, KINDS } from '../performance.ts';

/** What a performer says of a take before it is cast. */
export type PostWords = {
  title: string;
  caption: string;
  kind: (typeof KINDS)[number];
  ink: (typeof INKS)[number];
  /** ISO 639; empty for none. */
  language: string;
  attested: boolean[];
};

export const TITLE_MOST = 80;
/** A cast has 320 characters; its first line is the title. */
export const CAPTION_MOST = 200;

/** The cast's text: "Night bus home — song", then the caption. The word after the dash is how casts say their kind. */
export function castTextOf({ title, kind, caption }: Pick<PostWords, 'title' | 'kind' | 'caption'>): string {
  return [`${title.trim()} — ${kind}`, caption.trim()].filter(Boolean).join('\n\n');
}

/** What is still missing, in words; null when it can be posted. */
export function missingOf(words: PostWords): string | null {
  if (words.title.trim() === '') return 'Give it a title first.';
  if ([...words.title.trim()].length > TITLE_MOST) return 'The title is too long.';
  if (!words.attested.every(Boolean)) return 'Confirm the rights first.';
  return null;
}
