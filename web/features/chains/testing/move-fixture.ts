import type { Move } from '../chain.ts';

/** Nia's first move of a chain, with what a test needs of it. */
export function moveFixture(own: Partial<Move> = {}): Move {
  return {
    id: '1',
    parentId: null,
    depth: 1,
    name: 'Wave',
    takeId: null,
    score: null,
    hidden: false,
    votes: 0,
    createdAt: 1,
    person: { id: '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c90', name: 'Nia', avatarUrl: null },
    danced: null,
    ...own,
  };
}
