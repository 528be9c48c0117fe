import type { Address } from 'viem';
import { invalidInput } from '../kernel/app-error.ts';

/** One wallet's part of what a coin earns its creator, in hundredths of a percent. */
export type SplitPart = { account: Address; bps: number };

/**
 * Who is paid what part of a coin's earnings. Canonical: accounts in lower case, ascending, none twice; every part above 0; the sum is 10,000.
 * One part is a wallet that is paid directly, more are paid through a splitter contract.
 */
export type Split = readonly SplitPart[];

/** The whole of a split. */
export const WHOLE_BPS = 10_000;
/** The splitter contract takes no more. */
export const MOST_PARTS = 16;

/**
 * The canonical split of these parts; an account that comes more than once gets the sum.
 * @throws AppError 400 `launches/bad-split` unless the parts sum to 10,000, each above 0, for 1 to 16 accounts.
 */
export function checkSplit(parts: readonly SplitPart[]): Split {
  const byAccount = new Map<Address, number>();
  for (const { account, bps } of parts) {
    if (!Number.isInteger(bps) || bps <= 0) throw badSplit('Each part is a whole number of basis points above zero.');
    const key = account.toLowerCase() as Address;
    byAccount.set(key, (byAccount.get(key) ?? 0) + bps);
  }
  const split = [...byAccount].map(([account, bps]) => ({ account, bps })).sort((a, b) => (a.account < b.account ? -1 : 1));
  if (split.length === 0 || split.length > MOST_PARTS) throw badSplit(`A split has 1 to ${MOST_PARTS} parts.`);
  if (split.reduce((sum, part) => sum + part.bps, 0) !== WHOLE_BPS) throw badSplit('The parts must sum to 100 %.');
  return split;
}

function badSplit(words: string) {
  return invalidInput('launches/bad-split', words);
}
