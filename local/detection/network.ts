import { type CircleMemory, emptyMemory } from '../../shared/engagement/detection/circles.ts';
import { learnFrom } from '../../shared/engagement/detection/detect-cascade.ts';
import { canonical, type Reaction } from '../../shared/engagement/detection/reaction.ts';
import type { Root } from '../../shared/engagement/detection/root.ts';
import type { Trust } from '../../shared/engagement/detection/trust.ts';
import { type CreatorMemory, learnSize, usualSize } from '../../shared/engagement/detection/usual-size.ts';
import type { RecordedCascade } from './parse-cascade.ts';

/** What carries over from one cascade of a network to the next: who engages together, and what creators usually reach. */
export type Network = { circles: CircleMemory; creators: CreatorMemory };

export function emptyNetwork(): Network {
  return { circles: emptyMemory(), creators: new Map() };
}

/** A cascade in canonical order with what is known before it of who posted it. */
export function readyCascade(
  { root, creator, deliveries }: RecordedCascade,
  { creators }: Network,
): { root: Root; reactions: Reaction[] } {
  const usual = creator === null ? null : usualSize(creators.get(creator) ?? []);
  return { root: { ...root, usual }, reactions: canonical(deliveries) };
}

/** Lets a cascade that is over teach those after it. */
export function learn(
  { circles, creators }: Network,
  creator: string | null,
  reactions: readonly Reaction[],
  trust: Trust,
): void {
  learnFrom(circles, reactions, trust);
  if (creator !== null) learnSize(creators, creator, reactions, trust);
}
