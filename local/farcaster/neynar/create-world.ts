import { keccak256, toHex } from 'viem';
import { type CastInput, type ReactionInput, type SendOptions, type Sent, type World, WorldError } from '../world.ts';
import type { Deliverer } from './deliver.ts';
import { openJournal } from './journal.ts';
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

/** A stable 20-byte hash: the same cast published twice is one cast. */
function castHash({ fid, text, parent }: CastInput, at: number): string {
  return `0x${keccak256(toHex(JSON.stringify([fid, text, parent ?? null, at]))).slice(2, 42)}`;
}

/** How often the journal notes which webhooks are done, in milliseconds: after a kill at most these are sent again. */
const ACK_EVERY_MS = 200;

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

  const done = new Set<number>();
  let noted = acked;
  const noteAcked = () => {
    while (done.delete(acked)) acked += 1;
    if (acked === noted) return;
    noted = acked;
    journal.append({ op: 'acked', seq: acked });
  };
  const timer = setInterval(noteAcked, ACK_EVERY_MS);
  timer.unref();
  let closed = false;
  let leftOut = 0;

  const deliver = async (event: EventRecord, seq: number | null) => {
    const body = webhookBody(event, state, views, now());
    const told = isWanted(filters(), body.type, event, state);
    const delivery = told ? await deliverer.send(body) : null;
    if (!told) leftOut += 1;
    // A delivery that the stop cut short stays open, so that the next start sends it again.
    if (seq !== null && !closed) done.add(seq);
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
  const reaction = async ({ fid, castHash: hash, kind, at = now() }: ReactionInput, live: boolean, options: SendOptions) => {
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
      const at = input.at ?? now();
      const hash = (input.hash ?? castHash(input, at)).toLowerCase();
      const known = state.casts.get(hash);
      if (known && known.fid !== input.fid) throw new WorldError(`cast ${hash} is someone else's`);
      const embeds = (input.embeds ?? []).map(embed => (typeof embed === 'string' ? { url: embed } : embed));
      return record(
        {
          op: 'cast',
          hash,
          fid: input.fid,
          text: input.text,
          embeds,
          parent: input.parent ?? null,
          ...(input.channel && { channel: input.channel }),
          at,
        },
        hash,
        options,
      );
    },
    react: (input, options = {}) => reaction(input, true, options),
    unreact: (input, options = {}) => reaction(input, false, options),
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
      clearInterval(timer);
      noteAcked();
      deliverer.stop();
      journal.close();
    },
  };
}
