/** Widths of the wood type at hand, narrow to wide. */
export const POSTER_WIDTHS = [62, 72, 82, 92, 104, 125] as const;

/** Where the ink of a text begins and how wide it is, in px, set at 1,000 px in one of the widths. */
export type Measure = (text: string, width: number) => { left: number; width: number };

export type PosterLine = { text: string; width: number; size: number; x: number; baseline: number };

/** Height of a capital, of an accent above it, and of the space between lines, as shares of the type's size. */
const CAP = 0.686;
const ACCENT = 0.19;
const GAP = 0.09;
/** A short line may grow by so much to fill its measure. */
const MOST_GROWTH = 1.62;
const HALVINGS = 7;

/**
 * Sets lines as letterpress printers did: each fills the measure with the block that comes nearest to the wanted height, a long
 * one in smaller type, a short one in larger, never stretched. All lines have one measure: `measure` px, or less where the whole
 * would be higher than `height` px. `x` is such that the ink begins at 0, `baseline` counts from the top of the first line's
 * capitals or accents.
 */
export function fitPoster(lines: readonly string[], measure: number, height: number, inkOf: Measure): PosterLine[] {
  const known = new Map<string, ReturnType<Measure>>();
  const ink: Measure = (text, width) => {
    const key = `${width} ${text}`;
    const found = known.get(key) ?? inkOf(text, width);
    known.set(key, found);
    return found;
  };
  const target = height / lines.reduce((sum, line) => sum + shareOf(line), 0);
  const set = (width: number) => stack(lines.map(text => fitLine(text, width, target, ink)));
  let best = set(measure);
  if (heightOf(best) <= height) return best;
  let [low, high] = [0, measure];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    const tried = set(middle);
    if (heightOf(tried) <= height) [low, best] = [middle, tried];
    else high = middle;
  }
  return best;
}

/** Height of a set poster, from the top of its first line to its last baseline. */
export function heightOf(lines: readonly PosterLine[]): number {
  return lines.at(-1)?.baseline ?? 0;
}

type Block = { text: string; width: number; size: number; x: number };

function fitLine(text: string, measure: number, target: number, inkOf: Measure): Block {
  const blocks = POSTER_WIDTHS.map(width => {
    const ink = inkOf(text, width);
    const size = Math.min((measure / Math.max(ink.width, 1)) * 1_000, target * MOST_GROWTH);
    return { text, width, size, x: (-ink.left * size) / 1_000 };
  });
  const off = (block: Block) => Math.abs(Math.log(block.size / target));
  return blocks.reduce((best, block) => (off(block) < off(best) ? block : best));
}

function stack(blocks: Block[]): PosterLine[] {
  let top = 0;
  return blocks.map(block => {
    const baseline = top + block.size * (shareOf(block.text) - GAP);
    top = baseline + block.size * GAP;
    return { ...block, baseline };
  });
}

function shareOf(text: string): number {
  return CAP + GAP + (/\p{M}/u.test(text.normalize('NFD')) ? ACCENT : 0);
}
