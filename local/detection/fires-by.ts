import { REMOVAL, type Reaction } from '../../shared/engagement/detection/reaction.ts';

/**
 * When as many people had come under an attack as had when it fired alone, `firedAt`, in seconds after the post. Both in canonical order. A rule that
 * more people, and people who come sooner, never make slower, and to which those of the attack are people like all others, fires by then.
 */
export function firesBy(alone: readonly Reaction[], attacked: readonly Reaction[], firedAt: number): number {
  return arrivals(attacked)[peopleBy(alone, firedAt) - 1] ?? firedAt;
}

/** How many people had come by `time`, seconds after the post. */
export function peopleBy(reactions: readonly Reaction[], time: number): number {
  return arrivals(reactions.filter(({ t }) => t <= time)).length;
}

/** When each person came first. */
function arrivals(reactions: readonly Reaction[]): number[] {
  const came = new Map<string, number>();
  for (const { actor, kind, t } of reactions) if (kind !== REMOVAL && !came.has(actor)) came.set(actor, t);
  return [...came.values()];
}
