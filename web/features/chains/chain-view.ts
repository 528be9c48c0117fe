import { isMove, type Link, type Move } from './chain.ts';
import { phraseTo } from './lay-out-tree.ts';

/** What the page of a chain shows. */
export type ChainView = {
  moves: Move[];
  /** The move that is looked at: the one that was picked, else the deepest one that can be answered. */
  last: Move | undefined;
  /** The links up to it. */
  phrase: Link[];
  /** Whether it can be answered. */
  open: boolean;
};

/** The moves up to this one; none when one of them is hidden, as nobody can repeat what nobody sees. */
export function repeatable(links: readonly Link[], id: string | null): Move[] {
  const way = id === null ? [] : phraseTo(links, id);
  return way.every(isMove) && !way.some(move => move.hidden) ? way : [];
}

/** What is shown of a chain while the move of this id is picked, or none. */
export function chainView(links: readonly Link[], picked: string | undefined): ChainView {
  const moves = links.filter(isMove);
  const answerable = moves.filter(move => repeatable(links, move.id).length > 0);
  const depth = Math.max(...answerable.map(move => move.depth));
  const deepest = answerable.find(move => move.depth === depth);
  const last = moves.find(move => move.id === picked) ?? deepest ?? moves.at(-1);
  return {
    moves,
    last,
    phrase: last ? phraseTo(links, last.id) : [],
    open: last !== undefined && answerable.includes(last),
  };
}
