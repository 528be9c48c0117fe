import { REMOVAL, type Reaction } from '../../shared/engagement/detection/reaction.ts';

/**
 * When as many people had come under an attack as had when it fired alone, `firedAt`, in seconds after the post. Both in canonical order. A rule that
 * more people, and people who come sooner, never make slower, and to which those of the attack are people like all others, fires by then.
 */
export function firesBy(alone: readonly Reaction[], attacked: readonly Reaction[], firedAt: number): number {
  const needed = arrivals(alone.filter(({ t }) => t <= firedAt)).length;
  return arrivals(attacked)[needed - 1] ?? firedAt;
}

/** When each person came first. */
function arrivals(reactions: readonly Reaction[]): number[] {
  const came = new Map<string, number>();
  for (const { actor, kind, t } of reactions) if (kind !== REMOVAL && !came.has(actor)) came.set(actor, t);
  return [...came.values()];
}
