export type Fees = { maxFeePerGas: bigint; maxPriorityFeePerGas: bigint };

/** Nodes replace a waiting transaction only for a tenth more; an eighth clears that with rounding. */
const BUMP_NUMERATOR = 1125n;
const BUMP_DENOMINATOR = 1000n;
/** Nobody pays more than this for a gas unit of a launch; Base asks for a hundredth of a gwei on most days. */
export const MOST_FEE_PER_GAS = 20_000_000_000n;

/** Fees within the cap: what the network suggests, or the cap. */
export function capFees(fees: Fees): Fees {
  const most = (fee: bigint) => (fee < MOST_FEE_PER_GAS ? fee : MOST_FEE_PER_GAS);
  return { maxFeePerGas: most(fees.maxFeePerGas), maxPriorityFeePerGas: most(fees.maxPriorityFeePerGas) };
}

/** Fees that replace an attempt: an eighth more, or what the network suggests now if that is higher. Null when the cap leaves no room. */
export function bumpFees(before: Fees, suggested: Fees): Fees | null {
  const raise = (was: bigint, wanted: bigint) => {
    const bumped = (was * BUMP_NUMERATOR) / BUMP_DENOMINATOR + 1n;
    return bumped > wanted ? bumped : wanted;
  };
  const fees = {
    maxFeePerGas: raise(before.maxFeePerGas, suggested.maxFeePerGas),
    maxPriorityFeePerGas: raise(before.maxPriorityFeePerGas, suggested.maxPriorityFeePerGas),
  };
  return fees.maxFeePerGas > MOST_FEE_PER_GAS ? null : fees;
}
