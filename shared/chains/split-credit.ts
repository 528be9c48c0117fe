/** The whole of what a coin earns its creator, in hundredths of a percent. */
const WHOLE = 10_000;
/** What goes to those who a take grew from directly; each generation further gets half of that. */
export const FIRST_GENERATION_BPS = 1_000;
/** Generations that share: 10, 5, 2.5 and 1.25 %. */
export const MOST_GENERATIONS = 4;
/** Nobody is asked for less than 1 %; what would be less stays with the creator. */
export const LEAST_CREDIT_BPS = 100;
/** So many people share at most, those nearest first. */
export const MOST_CREDITED = 9;

/** A share in basis points of what a coin earns its creator. */
export type CreditPart = { who: string; bps: number };

/**
 * Whom a take's coin would pay by default, when it grew from others: the creator first, then those nearest to it. `generations`
 * are people by distance, the direct parents first; who comes twice counts where they are nearest. Parts fall with each
 * generation and sum to 10,000 with the creator's. A proposal: those who are named accept, and the creator may change it.
 */
export function splitCredit(creator: string, generations: readonly (readonly string[])[]): CreditPart[] {
  const parts: CreditPart[] = [];
  const seen = new Set([creator]);
  for (const [distance, people] of generations.slice(0, MOST_GENERATIONS).entries()) {
    const fresh = [...new Set(people)].filter(who => !seen.has(who)).slice(0, MOST_CREDITED - parts.length);
    if (fresh.length === 0) continue;
    const each = Math.floor(FIRST_GENERATION_BPS / 2 ** distance / fresh.length);
    for (const who of fresh) {
      seen.add(who);
      if (each >= LEAST_CREDIT_BPS) parts.push({ who, bps: each });
    }
  }
  const own = parts.reduce((left, { bps }) => left - bps, WHOLE);
  return [{ who: creator, bps: own }, ...parts];
}
