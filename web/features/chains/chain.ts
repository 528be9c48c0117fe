import * as z from 'zod/mini';
import { timestamp } from '../../lib/timestamp.ts';

const person = z.object({ id: z.uuid(), display_name: z.string(), avatar_url: z.nullable(z.string()) });

export const chainRow = z.pipe(
  z.object({
    id: z.uuid(),
    number: z.number(),
    kind: z.enum(['dance', 'song']),
    title: z.string(),
    status: z.enum(['live', 'hidden']),
    poster_lines: z.array(z.string()),
    ink: z.string(),
    moves_count: z.number(),
    longest: z.number(),
    votes_count: z.number(),
    follows_count: z.number(),
    moved_at: timestamp,
    users: person,
  }),
  z.transform(({ status, poster_lines, moves_count, votes_count, follows_count, moved_at, users, ...rest }) => ({
    ...rest,
    hidden: status === 'hidden',
    posterLines: poster_lines,
    moves: moves_count,
    votes: votes_count,
    follows: follows_count,
    /** Unix ms. */
    movedAt: moved_at,
    starter: toPerson(users),
  })),
);
/** A chain as lists show it. */
export type Chain = z.infer<typeof chainRow>;

export const moveRow = z.pipe(
  z.object({
    id: z.uuid(),
    parent_id: z.nullable(z.uuid()),
    depth: z.number(),
    name: z.string(),
    pose_cid: z.nullable(z.string()),
    move_ms: z.nullable(z.number()),
    performance_id: z.nullable(z.uuid()),
    score: z.nullable(z.number()),
    status: z.enum(['live', 'hidden']),
    votes_count: z.number(),
    created_at: timestamp,
    users: person,
  }),
  z.transform(({ parent_id, pose_cid, move_ms, performance_id, status, votes_count, created_at, users, ...rest }) => ({
    ...rest,
    /** By an operator: only its own dancer sees it so. */
    hidden: status === 'hidden',
    parentId: parent_id,
    takeId: performance_id,
    votes: votes_count,
    createdAt: created_at,
    person: toPerson(users),
    danced: pose_cid === null ? null : { cid: pose_cid, ms: move_ms ?? 0 },
  })),
);
/** A move of a chain, as whoever may see it sees it. */
export type Move = z.infer<typeof moveRow>;

export const placeRow = z.pipe(
  z.object({ id: z.uuid(), parent_id: z.nullable(z.uuid()), depth: z.number(), created_at: timestamp }),
  z.transform(({ parent_id, created_at, ...rest }) => ({ ...rest, parentId: parent_id, createdAt: created_at })),
);
/** A node of a chain: a move, or the bare place of one that is hidden. */
export type Link = Move | z.infer<typeof placeRow>;

/** Whether a link is a move that can be seen; else only its place in the tree is known. */
export const isMove = (link: Link): link is Move => 'person' in link;

function toPerson({ id, display_name, avatar_url }: z.infer<typeof person>) {
  return { id, name: display_name, avatarUrl: avatar_url };
}
