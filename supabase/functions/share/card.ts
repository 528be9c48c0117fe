/** What a share card says. `climb` and `prices` are plain numbers in the order of time: they are only drawn. */
export type ShareCard = {
  number: number;
  posterLines: string[];
  kind: 'song' | 'dance';
  ink: Ink;
  artist: string;
  /** Their Farcaster name, for when the fonts cannot draw the one that they show. */
  handle: string | null;
  durationMs: number | null;
  score: number;
  threshold: number;
  /** The score over time, up to now or to the crossing. */
  climb: number[];
  coin: { ticker: string; points: number; people: number; prices: number[] } | null;
};

export type Ink = 'amber' | 'teal' | 'rose' | 'cobalt' | 'tang' | 'moss' | 'lilac' | 'bone';

/** An ink as a lamp on a dark stage: the beam, its edge, its glow on the floor. */
export const INKS: Record<Ink, { ink: string; deep: string; pale: string }> = {
  amber: { ink: '#c4571c', deep: '#5a2108', pale: '#ffd9a0' },
  teal: { ink: '#137a78', deep: '#06383a', pale: '#b5f0e4' },
  rose: { ink: '#c63a63', deep: '#5c1230', pale: '#ffcfd9' },
  cobalt: { ink: '#2d49c9', deep: '#131f63', pale: '#ccd6ff' },
  tang: { ink: '#dd4a22', deep: '#66170a', pale: '#ffd0b8' },
  moss: { ink: '#5d7a2b', deep: '#263710', pale: '#e2efb4' },
  lilac: { ink: '#7a56b8', deep: '#332058', pale: '#e6d8ff' },
  bone: { ink: '#7d6a60', deep: '#372c26', pale: '#f2e6da' },
};

export const VELVET = '#26080d';
export const PAPER = '#faf2ec';
export const PAPER_2 = '#d2c0bc';
export const LIMELIGHT = '#e9f06c';
export const ON_LIMELIGHT = '#270c11';

/** Characters that the fonts of a card have; anything else would be drawn as empty boxes. */
const DRAWABLE = /^[\u0020-\u007e\u00a0-\u024f\u2013\u2014\u2018-\u201d\u2026\u20ac]*$/;

/** The poster's lines in capitals; a title in a script that the fonts lack gives way to its catalogue number. */
export function drawableLines(card: Pick<ShareCard, 'posterLines' | 'number'>): string[] {
  const lines = card.posterLines.map(line => line.toLocaleUpperCase('en').trim()).filter(Boolean);
  return lines.length > 0 && lines.every(line => DRAWABLE.test(line)) ? lines : ['NO.', catalogueNumber(card.number)];
}

/** The artist's name with what can be drawn of it, or their handle. */
export function artistName({ artist, handle }: Pick<ShareCard, 'artist' | 'handle'>): string {
  return drawableName(artist) ?? drawableName(handle ? `@${handle}` : '') ?? 'Someone';
}

function drawableName(name: string): string | null {
  const kept = [...name.normalize('NFC')]
    .filter(letter => DRAWABLE.test(letter))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
  if (!/[\p{L}\p{N}]/u.test(kept)) return null;
  return [...kept].length > 32 ? `${[...kept].slice(0, 31).join('')}…` : kept;
}

/** `412` is `0412`. */
export function catalogueNumber(number: number): string {
  return String(number).padStart(4, '0');
}
