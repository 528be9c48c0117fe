import { oneLine } from '../kernel/one-line.ts';
import type { Kind } from './schema.ts';
import { TITLE_MOST } from './title-most.ts';

/** What performers call their takes, and the kind that we keep them under. */
const KIND_OF_WORD: Record<string, Kind> = {
  song: 'song',
  cover: 'song',
  demo: 'song',
  freestyle: 'song',
  beat: 'song',
  track: 'song',
  dance: 'dance',
  choreo: 'dance',
  choreography: 'dance',
};

/**
 * Title and kind from the first line of a cast: "Night bus home — song". Without a kind after a dash the whole line is the
 * title and `kind` is null; without any words `title` is null. Links are no words.
 */
export function titleOfCast(text: string): { title: string | null; kind: Kind | null } {
  const line = text
    .split(/[\n\r\u2028\u2029]/u)
    .map(each => oneLine(each.replaceAll(/https?:\/\/\S+/gu, ' ')))
    .find(Boolean);
  if (line === undefined) return { title: null, kind: null };
  const [, head, word] = /^(.+?)(?:\s*[—–]\s*|\s+-\s+)(\p{L}+)[.!]?$/u.exec(line) ?? [];
  const kind = KIND_OF_WORD[word?.toLowerCase() ?? ''] ?? null;
  return { title: shorten(head !== undefined && kind !== null ? head : line), kind };
}

/** At most 80 characters, cut after a word where one ends late enough. */
function shorten(title: string): string {
  const characters = [...title];
  if (characters.length <= TITLE_MOST) return title;
  const cut = characters.slice(0, TITLE_MOST - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > cut.length / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}
