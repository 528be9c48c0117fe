import { whenFollowed } from '../farcaster/when-followed.ts';
import type { Delivery, World, WorldUser } from '../farcaster/world.ts';
import { type Due, keepTimetable, POST, timetable } from './keep-timetable.ts';
import type { Cascade } from './read-cascades.ts';
import { type ReplayedPost, replayedActor, replayedPost } from './replayed-people.ts';

export type PlayOptions = {
  /** Address of the mini-app, whose `/p/:id` the casts embed. */
  appUrl: string;
  /**
   * Unix milliseconds by which every replayed event has happened: a post is dated so that its last reaction is older than this.
   * The same value in a second replay makes every event a duplicate.
   */
  endsAt: number;
  /** Event time passes this many times faster than wall time. */
  speed: number;
  /** Plays only so many cascades. */
  limit?: number;
  /** Wall milliseconds between the posts of two cascades. */
  startStagger?: number;
  /** Events waiting for their acknowledgement at most. */
  inFlight?: number;
  signal?: AbortSignal;
};

export type PlayResult = {
  cascades: number;
  /** Reactions; the posts themselves are not counted. */
  sent: number;
  accepted: number;
  failed: number;
  /** For each accepted reaction, milliseconds from its webhook's first attempt to the answer. */
  ackMs: number[];
  posts: ReplayedPost[];
};

/** Users are told to the network in portions of this size. */
const USERS_AT_ONCE = 500;
/** A busy machine writes the webhook's filters seconds late, and what they leave out is no delivery. */
const FOLLOWED_WITHIN_MS = 60_000;

async function introduce(world: World, cascades: readonly Cascade[], posts: readonly ReplayedPost[]): Promise<void> {
  const people = new Map<number, WorldUser>();
  for (const { author } of posts) people.set(author.fid, author);
  for (const cascade of cascades) {
    for (const event of cascade.events) {
      const actor = replayedActor(cascade, event);
      // The first word about a person holds, so that a second replay changes nobody.
      if (!people.has(actor.fid)) people.set(actor.fid, actor);
    }
  }
  const all = [...people.values()];
  for (let i = 0; i < all.length; i += USERS_AT_ONCE) await world.addUsers(all.slice(i, i + USERS_AT_ONCE));
}

async function collect(source: AsyncIterable<Cascade> | Iterable<Cascade>, limit: number): Promise<Cascade[]> {
  const cascades: Cascade[] = [];
  if (limit === 0) return cascades;
  for await (const cascade of source) {
    cascades.push(cascade);
    if (cascades.length >= limit) break;
  }
  return cascades;
}

/**
 * Lets recorded cascades happen again: each becomes a cast that embeds its performance, each reaction a recast by the person who stands
 * for its actor, all back-dated with their true distances in time. A second reaction by one actor to one post is sent as well, with
 * its own time. Resolves when every webhook was accepted or given up.
 */
export async function playCascades(
  world: World,
  source: AsyncIterable<Cascade> | Iterable<Cascade>,
  options: PlayOptions,
): Promise<PlayResult> {
  const { appUrl, endsAt, speed, limit = Number.POSITIVE_INFINITY, startStagger = 5, inFlight = 256, signal } = options;
  const cascades = await collect(source, limit);
  const posts = cascades.map(replayedPost);
  await introduce(world, cascades, posts);

  const result: PlayResult = { cascades: cascades.length, sent: 0, accepted: 0, failed: 0, ackMs: [], posts };
  const posted = new Map<number, Promise<unknown>>();
  const postAt = ({ events }: Cascade) => endsAt - Math.ceil((events.at(-1)?.t ?? 0) * 1000) - 1000;

  const publish = (index: number, cascade: Cascade, post: ReplayedPost) => {
    const { performanceId, castHash: hash, title, author } = post;
    const embeds = [`${appUrl}/p/${performanceId}`];
    const sending = world.publishCast(
      { fid: author.fid, text: `${title} — song`, embeds, at: postAt(cascade), hash },
      { wait: true },
    );
    posted.set(
      index,
      sending.then(() => whenFollowed(world, author.fid, FOLLOWED_WITHIN_MS)),
    );
    return sending;
  };
  const react = async (index: number, event: number, cascade: Cascade, post: ReplayedPost) => {
    const reaction = cascade.events[event];
    if (!reaction) return;
    await posted.get(index);
    const { fid } = replayedActor(cascade, reaction);
    const at = postAt(cascade) + Math.round(reaction.t * 1000);
    result.sent += 1;
    const { delivery } = await world.react({ fid, castHash: post.castHash, kind: 'recast', at }, { wait: true });
    note(delivery);
  };
  const note = (delivery: Delivery | null) => {
    if (delivery?.accepted) {
      result.accepted += 1;
      result.ackMs.push(delivery.ackMs);
    } else result.failed += 1;
  };

  const act = ({ cascade: index, event }: Due) => {
    const [cascade, post] = [cascades[index], posts[index]];
    if (!cascade || !post) return Promise.resolve();
    return event === POST ? publish(index, cascade, post) : react(index, event, cascade, post);
  };
  await keepTimetable(timetable(cascades, speed, startStagger), act, inFlight, signal);
  return result;
}
