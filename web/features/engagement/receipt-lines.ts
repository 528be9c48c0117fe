/** A term of a receipt as the database keeps it. */
export type Term = { feature: string; value: number | null; points: number };
export type Line = { name: string; points: number };

/** What the letters of a rule's features are to people; a product of two is both. See shared/engagement/detection/features.ts. */
const MEANING: readonly (readonly [RegExp, string])[] = [
  [/^(mass|N)$/, 'How many people'],
  [/^(recent|s\d)$/, 'How fast they came'],
  [/^a$/, 'How old it was'],
  [/^F$/, 'Who follows them'],
  [/^R$/, 'Who follows the creator'],
  [/^T$/, 'Who added words'],
  [/^start$/, 'Where every take starts'],
];

/** The terms of a rule in words, those of one meaning as one line, the heaviest first. Points add up as before. */
export function receiptLines(terms: readonly Term[]): Line[] {
  const lines = new Map<string, number>();
  for (const { feature, points } of terms) {
    const names = new Set(
      feature.split('·').map(part => MEANING.find(([pattern]) => pattern.test(part))?.[1] ?? 'Everything else'),
    );
    const name = names.size === 1 ? [...names].join() : 'How these go together';
    lines.set(name, (lines.get(name) ?? 0) + points);
  }
  return [...lines]
    .map(([name, points]) => ({ name, points }))
    .filter(({ points }) => Math.abs(points) >= 0.005)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
}
