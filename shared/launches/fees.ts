export type Fees = { maxFeePerGas: bigint; maxPriorityFeePerGas: bigint };

/** A waiting transaction is replaced with a fifth more. */
const BUMP = { numerator: 12n, denominator: 10n };
/** Nodes replace it for no less than a tenth more. */
const LEAST = { numerator: 11n, denominator: 10n };
/** Nobody pays more than this for a gas unit of a launch; Base asks for a hundredth of a gwei on most days. */
export const MOST_FEE_PER_GAS = 20_000_000_000n;

/** Fees within the cap: what the network suggests, or the cap. */
export function capFees(fees: Fees): Fees {
  return { maxFeePerGas: capped(fees.maxFeePerGas), maxPriorityFeePerGas: capped(fees.maxPriorityFeePerGas) };
}

/**
 * Fees that replace an attempt: a fifth more, or what the network suggests now if that is higher, up to the cap.
 * Null when the cap leaves less than the tenth that nodes want.
 */
export function bumpFees(before: Fees, suggested: Fees): Fees | null {
  const raise = (was: bigint, wanted: bigint) => {
    const bumped = times(was, BUMP);
    const fee = capped(bumped > wanted ? bumped : wanted);
    return fee >= times(was, LEAST) ? fee : null;
  };
  const maxFeePerGas = raise(before.maxFeePerGas, suggested.maxFeePerGas);
  const maxPriorityFeePerGas = raise(before.maxPriorityFeePerGas, suggested.maxPriorityFeePerGas);
  if (maxFeePerGas === null || maxPriorityFeePerGas === null) return null;
  return { maxFeePerGas, maxPriorityFeePerGas };
}

/** Rounded up, so that a tenth is never a hair less. */
function times(fee: bigint, { numerator, denominator }: { numerator: bigint; denominator: bigint }): bigint {
  return (fee * numerator) / denominator + 1n;
}

function capped(fee: bigint): bigint {
  return fee < MOST_FEE_PER_GAS ? fee : MOST_FEE_PER_GAS;
}
