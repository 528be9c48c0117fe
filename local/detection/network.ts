import { type CircleMemory, circleOf, emptyMemory } from '../../shared/engagement/detection/circle-memory.ts';
import { learnFrom } from '../../shared/engagement/detection/detect-cascade.ts';
import { emptyWorth, learnWorth, type WorthMemory, worthNow } from '../../shared/engagement/detection/ordinary-worth.ts';
import { canonical, type Reaction } from '../../shared/engagement/detection/reaction.ts';
import type { Root } from '../../shared/engagement/detection/root.ts';
import type { Trust } from '../../shared/engagement/detection/trust.ts';
import { type CreatorMemory, learnSize, usualSize } from '../../shared/engagement/detection/usual-size.ts';
import type { RecordedCascade } from './parse-cascade.ts';

/** What carries over from one cascade of a network to the next: who engages together, what creators usually reach, what people are worth. */
export type Network = { circles: CircleMemory; creators: CreatorMemory; worth: WorthMemory };

export function emptyNetwork(): Network {
  return { circles: emptyMemory(), creators: new Map(), worth: emptyWorth() };
}

/** A cascade in canonical order with what is known before it of who posted it. */
export function readyCascade(
  { root, creator, deliveries }: RecordedCascade,
  { creators, worth }: Network,
  trust: Trust,
): { root: Root; reactions: Reaction[] } {
  const usual = creator === null ? null : usualSize(creators.get(creator) ?? []);
  return { root: { ...root, usual, ordinary: worthNow(worth, trust) }, reactions: canonical(deliveries) };
}

/** Lets a cascade that is over teach those after it. */
export function learn(
  { circles, creators, worth }: Network,
  creator: string | null,
  reactions: readonly Reaction[],
  trust: Trust,
): void {
  learnFrom(circles, reactions, trust);
  learnWorth(worth, reactions, actor => circleOf(circles, actor), trust);
  if (creator !== null) learnSize(creators, creator, reactions, trust);
}
