import { describe, expect, it } from 'vitest';
import { layOutTree, phraseTo } from './lay-out-tree.ts';

const node = (id: string, parentId: string | null, depth: number, createdAt = depth) => ({ id, parentId, depth, createdAt });
const moves = [
  node('a', null, 1),
  node('b', 'a', 2),
  node('x', 'a', 2, 9),
  node('c', 'b', 3),
  node('y', 'x', 3),
  node('d', 'c', 4),
];

describe('a tree of moves', () => {
  it('has its longest line as the trunk and branches below what they leave', () => {
    expect(layOutTree(moves).map(({ move, column }) => `${column}${move.id}`)).toEqual(['0a', '1x', '1y', '0b', '0c', '0d']);
    expect(
      layOutTree(moves)
        .filter(({ beginsBranch }) => beginsBranch)
        .map(({ move }) => move.id),
    ).toEqual(['x']);
  });

  it('goes on with the older of two equal lines, and may be empty', () => {
    expect(layOutTree(moves.slice(0, 3)).map(({ move }) => move.id)).toEqual(['a', 'x', 'b']);
    expect(layOutTree([])).toEqual([]);
  });

  it('leads to each move by one phrase', () => {
    expect(phraseTo(moves, 'y').map(({ id }) => id)).toEqual(['a', 'x', 'y']);
    expect(phraseTo(moves, 'gone')).toEqual([]);
  });
});
