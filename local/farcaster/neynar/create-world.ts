import { type ReactionInput, type SendOptions, type Sent, type World, WorldError } from '../world.ts';
import { castRecord } from './cast-record.ts';
import type { Deliverer } from './deliver.ts';
import { openJournal } from './journal.ts';
import { keepAcks } from './keep-acks.ts';
import { createState, type EventRecord, type JournalRecord, type State } from './state.ts';
import { createViews, type Views } from './views.ts';
import { webhookBody } from './webhook-body.ts';
import { type Filters, isFollowed, isWanted } from './webhook-filters.ts';

export type OpenWorld = World & { state: State; views: Views; close: () => void };
export type WorldOptions = {
  journalPath: string;
  baseUrl: string;
  deliverer: Deliverer;
  /** The webhook's filters now; null without any. */
  filters?: () => Filters | null;
  now?: () => number;
};

/**
 * Opens the local network from its journal and sends again every webhook that was not acknowledged when the last run ended.
 * Deliveries are at least once, as with the real service.
 */
export function createWorld(options: WorldOptions): OpenWorld {
  const { journalPath, baseUrl, deliverer, filters = () => null, now = Date.now } = options;
  const state = createState();
  const views = createViews(state, baseUrl);
  const events: EventRecord[] = [];
  let acked = 0;
  const journal = openJournal<JournalRecord>(journalPath, record => {
    if (record.op === 'user') state.addUser(record.user);
    else if (record.op === 'acked') acked = record.seq;
    else if (state.apply(record)) events.push(record);
  });

  const acks = keepAcks(journal, acked);
  let closed = false;
  let leftOut = 0;

  const deliver = async (event: EventRecord, seq: number | null) => {
    const body = webhookBody(event, state, views, now());
    const told = isWanted(filters(), body.type, event, state);
    const delivery = told ? await deliverer.send(body) : null;
    if (!told) leftOut += 1;
    // A delivery that the stop cut short stays open, so that the next start sends it again.
    if (seq !== null && !closed) acks.done(seq);
    return delivery;
  };

  const record = async (event: EventRecord, hash: string, { wait = false }: SendOptions): Promise<Sent> => {
    if (closed) throw new WorldError('the local Farcaster network is stopping');
    const seq = state.apply(event) ? events.push(event) - 1 : null;
    if (seq !== null) journal.append(event);
    const delivery = deliver(event, seq);
    return { hash, delivery: wait ? await delivery : null };
  };

  const mustKnow = (fid: number) => {
    if (!state.users.has(fid)) throw new WorldError(`nobody has fid ${fid}`);
  };
  const mustExist = (hash: string) => {
    const cast = state.casts.get(hash);
    if (!cast) throw new WorldError(`there is no cast ${hash}`);
    return cast;
  };
  const setReaction = async (
    { fid, castHash: hash, kind, at = now(), live }: ReactionInput & { live: boolean },
    options: SendOptions,
  ) => {
    mustKnow(fid);
    mustExist(hash);
    return record({ op: 'reaction', fid, castHash: hash, kind, at, live }, hash, options);
  };

  for (let seq = acked; seq < events.length; seq++) {
    const event = events[seq];
    if (event) void deliver(event, seq);
  }

  return {
    state,
    views,
    addUsers: async users => {
      for (const user of users) if (state.addUser(user)) journal.append({ op: 'user', user });
    },
    publishCast: async (input, options = {}) => {
      mustKnow(input.fid);
      if (input.parent !== undefined) mustExist(input.parent);
      const cast = castRecord(input, now());
      const known = state.casts.get(cast.hash);
      if (known && known.fid !== input.fid) throw new WorldError(`cast ${cast.hash} is someone else's`);
      return record(cast, cast.hash, options);
    },
    react: (input, options = {}) => setReaction({ ...input, live: true }, options),
    unreact: (input, options = {}) => setReaction({ ...input, live: false }, options),
    deleteCast: async ({ castHash: hash, at = now() }, options = {}) => {
      mustExist(hash);
      return record({ op: 'delete', castHash: hash, at }, hash, options);
    },
    knows: async ({ castHash: hash, fid, kind }) => {
      const cast = state.casts.get(hash.toLowerCase());
      return fid === undefined || kind === undefined
        ? cast !== undefined
        : (cast?.reactions.get(`${kind}:${fid}`)?.live ?? false);
    },
    isFollowed: async fid => isFollowed(filters(), fid),
    flush: deliverer.flush,
    stats: async () => ({
      users: state.users.size,
      casts: state.casts.size,
      reactions: state.reactionCount,
      leftOut,
      ...deliverer.counters(),
    }),
    close: () => {
      closed = true;
      acks.stop();
      deliverer.stop();
      journal.close();
    },
  };
}
