type Node = { id: string; parentId: string | null; depth: number; createdAt: number };
/** A move where it stands: on the trunk (0) or so many branches to the right. */
export type Placed<Move extends Node> = { move: Move; column: number; beginsBranch: boolean };

/**
 * The tree as a list from top to bottom: the longest line is the trunk; a branch stands right below the move that it leaves,
 * before the line goes on. Of lines that are equally long the older one goes on.
 */
export function layOutTree<Move extends Node>(moves: readonly Move[]): Placed<Move>[] {
  const children = new Map<string | null, Move[]>();
  for (const move of moves) children.set(move.parentId, [...(children.get(move.parentId) ?? []), move]);
  const deepest = new Map<string, number>();
  for (const move of moves.toSorted((a, b) => b.depth - a.depth))
    deepest.set(move.id, Math.max(move.depth, ...(children.get(move.id) ?? []).map(child => deepest.get(child.id) ?? 0)));
  const placed: Placed<Move>[] = [];
  const line = (first: Placed<Move>) => {
    placed.push(first);
    const { move, column } = first;
    const next = (children.get(move.id) ?? []).toSorted(
      (a, b) => (deepest.get(b.id) ?? 0) - (deepest.get(a.id) ?? 0) || a.createdAt - b.createdAt,
    );
    for (const branch of next.slice(1)) line({ move: branch, column: column + 1, beginsBranch: true });
    if (next[0]) line({ move: next[0], column, beginsBranch: false });
  };
  for (const root of children.get(null) ?? []) line({ move: root, column: 0, beginsBranch: false });
  return placed;
}

/** The moves from the first one to this one. */
export function phraseTo<Move extends Node>(moves: readonly Move[], id: string): Move[] {
  const byId = new Map(moves.map(move => [move.id, move]));
  const phrase: Move[] = [];
  for (let at = byId.get(id); at !== undefined; at = at.parentId === null ? undefined : byId.get(at.parentId)) phrase.unshift(at);
  return phrase;
}
