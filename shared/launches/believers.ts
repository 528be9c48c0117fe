import { invalidInput } from '../kernel/app-error.ts';
import { apportion } from './apportion.ts';

/** Somebody who engaged before detection, as the receipt names them, and what they weighed there in millionths. */
export type Believer = { person: string; weight: bigint };

/** What somebody may claim of a pool, in wei. */
export type BelieverClaim = Believer & { amount: bigint };

const WHOLE_BPS = 10_000n;

/**
 * Shares a pool among believers in proportion to what they weigh, nobody above `capBps` of it: who would get more gets the cap, and the rest is shared
 * among the others anew. Parts and what is left sum to the pool; something is left only when everybody has the cap. The order of the people changes nothing.
 * @throws AppError 400 `launches/bad-pool` when the pool is negative or the cap is none
 */
export function claimBelievers(
  pool: bigint,
  believers: readonly Believer[],
  capBps: number,
): { claims: BelieverClaim[]; left: bigint } {
  if (pool < 0n || !Number.isInteger(capBps) || capBps < 1 || capBps > Number(WHOLE_BPS))
    throw invalidInput('launches/bad-pool', 'A pool is no debt, and a cap goes from 1 to 10,000 basis points.');
  const cap = (pool * BigInt(capBps)) / WHOLE_BPS;
  const ranked = believers.filter(({ weight }) => weight > 0n).sort(byWeight);
  const amounts = new Map<string, bigint>();
  let [left, from] = [pool, 0];
  // The heaviest first: each round caps at least one of them, or shares all that is left.
  for (;;) {
    const rest = ranked.slice(from);
    const parts = apportion(
      left,
      rest.map(({ weight }) => weight),
    );
    const capped = parts.filter(part => part > cap).length;
    if (capped === 0) {
      for (const [i, { person }] of rest.entries()) amounts.set(person, parts[i] ?? 0n);
      left -= parts.reduce((sum, part) => sum + part, 0n);
      break;
    }
    for (const { person } of rest.slice(0, capped)) amounts.set(person, cap);
    left -= cap * BigInt(capped);
    from += capped;
  }
  return { claims: ranked.map(believer => ({ ...believer, amount: amounts.get(believer.person) ?? 0n })), left };
}

function byWeight(a: Believer, b: Believer): number {
  if (a.weight !== b.weight) return a.weight > b.weight ? -1 : 1;
  return a.person < b.person ? -1 : 1;
}
