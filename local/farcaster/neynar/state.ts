import type { CastEmbed, ReactionKind, WorldUser } from '../world.ts';

/** A cast as it was published. */
export type CastRecord = {
  op: 'cast';
  hash: string;
  fid: number;
  text: string;
  embeds: CastEmbed[];
  parent: string | null;
  channel?: string;
  at: number;
};
/** A like or recast given (`live`) or taken back. */
export type ReactionRecord = { op: 'reaction'; fid: number; castHash: string; kind: ReactionKind; at: number; live: boolean };
export type DeletionRecord = { op: 'delete'; castHash: string; at: number };
/** What happened and is told to the app by a webhook. */
export type EventRecord = CastRecord | ReactionRecord | DeletionRecord;
/** Every line of the journal. `acked` says that the first `seq` events need no webhook any more. */
export type JournalRecord = EventRecord | { op: 'user'; user: WorldUser } | { op: 'acked'; seq: number };

export type Reaction = { fid: number; kind: ReactionKind; at: number; live: boolean };
export type Cast = CastRecord & {
  deletedAt: number | null;
  /** The latest word of each person, by `kind:fid`. */
  reactions: Map<string, Reaction>;
  counts: Record<ReactionKind, number>;
  replies: number;
  /** Keys of every reaction event ever seen, to recognise one that is told again. */
  seen: Set<string>;
};

/** Everything that the local network knows, in memory. */
export type State = {
  users: Map<number, WorldUser>;
  casts: Map<string, Cast>;
  reactionCount: number;
  /** Applies an event and says whether it was new. */
  apply: (record: EventRecord) => boolean;
  addUser: (user: WorldUser) => boolean;
  usersOf: (address: string) => WorldUser[];
};

export function createState(): State {
  const users = new Map<number, WorldUser>();
  const casts = new Map<string, Cast>();
  const byAddress = new Map<string, Set<number>>();

  const addCast = (record: CastRecord): boolean => {
    if (casts.has(record.hash)) return false;
    casts.set(record.hash, {
      ...record,
      deletedAt: null,
      reactions: new Map(),
      counts: { like: 0, recast: 0 },
      replies: 0,
      seen: new Set(),
    });
    const parent = record.parent === null ? undefined : casts.get(record.parent);
    if (parent) parent.replies += 1;
    return true;
  };

  const addReaction = ({ fid, castHash, kind, at, live }: ReactionRecord): boolean => {
    const cast = casts.get(castHash);
    const event = `${kind}:${fid}:${at}:${live}`;
    if (!cast || cast.seen.has(event)) return false;
    cast.seen.add(event);
    state.reactionCount += 1;
    const key = `${kind}:${fid}`;
    const before = cast.reactions.get(key);
    if (before && before.at > at) return true;
    cast.reactions.set(key, { fid, kind, at, live });
    cast.counts[kind] += Number(live) - Number(before?.live ?? false);
    return true;
  };

  const removeCast = ({ castHash, at }: DeletionRecord): boolean => {
    const cast = casts.get(castHash);
    if (!cast || cast.deletedAt !== null) return false;
    cast.deletedAt = at;
    const parent = cast.parent === null ? undefined : casts.get(cast.parent);
    if (parent) parent.replies -= 1;
    return true;
  };

  const state: State = {
    users,
    casts,
    reactionCount: 0,
    apply: record => {
      if (record.op === 'cast') return addCast(record);
      return record.op === 'reaction' ? addReaction(record) : removeCast(record);
    },
    addUser: user => {
      if (JSON.stringify(users.get(user.fid)) === JSON.stringify(user)) return false;
      const before = users.get(user.fid)?.address?.toLowerCase();
      if (before) byAddress.get(before)?.delete(user.fid);
      users.set(user.fid, user);
      if (user.address) {
        const key = user.address.toLowerCase();
        byAddress.set(key, (byAddress.get(key) ?? new Set()).add(user.fid));
      }
      return true;
    },
    usersOf: address => [...(byAddress.get(address.toLowerCase()) ?? [])].flatMap(fid => users.get(fid) ?? []),
  };
  return state;
}
