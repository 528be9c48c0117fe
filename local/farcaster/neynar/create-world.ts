import { type ReactionInput, type SendOptions, type World, WorldError } from '../world.ts';
import { castRecord } from './cast-record.ts';
import type { Deliverer } from './deliver.ts';
import { openEventLog } from './event-log.ts';
import { createState, type State } from './state.ts';
import { createViews, type Views } from './views.ts';
import { type Filters, isFollowed } from './webhook-filters.ts';

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
  const log = openEventLog(state, views, { journalPath, deliverer, filters, now });

  const mustKnow = (fid: number) => {
    if (!state.users.has(fid)) throw new WorldError(`nobody has fid ${fid}`);
  };
  const mustExist = (hash: string) => {
    if (!state.casts.has(hash)) throw new WorldError(`there is no cast ${hash}`);
  };
  const setReaction = async (
    { fid, castHash: hash, kind, at = now(), live }: ReactionInput & { live: boolean },
    options: SendOptions,
  ) => {
    mustKnow(fid);
    mustExist(hash);
    return log.record({ op: 'reaction', fid, castHash: hash, kind, at, live }, hash, options);
  };

  return {
    state,
    views,
    addUsers: async users => users.forEach(log.addUser),
    publishCast: async (input, options = {}) => {
      mustKnow(input.fid);
      if (input.parent !== undefined) mustExist(input.parent);
      const cast = castRecord(input, now());
      const known = state.casts.get(cast.hash);
      if (known && known.fid !== input.fid) throw new WorldError(`cast ${cast.hash} is someone else's`);
      return log.record(cast, cast.hash, options);
    },
    react: (input, options = {}) => setReaction({ ...input, live: true }, options),
    unreact: (input, options = {}) => setReaction({ ...input, live: false }, options),
    deleteCast: async ({ castHash: hash, at = now() }, options = {}) => {
      mustExist(hash);
      return log.record({ op: 'delete', castHash: hash, at }, hash, options);
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
      leftOut: log.leftOut(),
      ...deliverer.counters(),
    }),
    close: log.close,
  };
}
