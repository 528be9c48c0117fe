import { readLines } from '../cli/read-lines.ts';

/** One reaction of a recorded cascade. */
export type CascadeEvent = {
  /** Seconds after the post. */
  t: number;
  actor: string;
  /** Null when the source does not know. */
  followers: number | null;
  /** Whether the reshare came with words. */
  withText: boolean;
  /** Index of the event that this one followed; null when it followed the post, or nobody knows. */
  parent: number | null;
};

/** What really happened to one post: its reactions in order. */
export type Cascade = { id: string; source: string; rootFollowers: number | null; events: CascadeEvent[] };

type Line = { id: string; src?: string; root?: { followers?: number }; ev: [number, number | string, number, number, number][] };

const known = (value: number | undefined): number | null => (value === undefined || value < 0 ? null : value);

function parseLine(line: string, number: number): Cascade {
  try {
    const { id, src = '', root, ev } = JSON.parse(line) as Line;
    if (typeof id !== 'string' || !Array.isArray(ev)) throw new Error('id or ev is missing');
    const events = ev.map(([t, actor, followers, kind, parent]): CascadeEvent => {
      if (!Number.isFinite(t) || actor === undefined) throw new Error('an event has no time or actor');
      return { t, actor: String(actor), followers: known(followers), withText: kind === 1, parent: known(parent) };
    });
    return { id, source: src, rootFollowers: known(root?.followers), events };
  } catch (error) {
    throw new Error(`line ${number} is no cascade: ${(error as Error).message}`);
  }
}

/**
 * Streams recorded cascades from NDJSON, plain or gzipped (`.gz`), one cascade a line:
 * `{"id","src","root":{"followers"},"ev":[[t_s, actor, followers, kind, parent], …]}` with −1 for unknown.
 * @throws Error naming the line, or the file, that cannot be read.
 */
export async function* readCascades(file: string): AsyncGenerator<Cascade> {
  for await (const { text, number } of readLines(file)) yield parseLine(text, number);
}
