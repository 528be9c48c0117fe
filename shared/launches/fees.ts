/** What a transaction offers (EIP-1559), in wei per gas. */
export type Fees = { maxFeePerGas: bigint; maxPriorityFeePerGas: bigint };

/** A waiting transaction is replaced with a fifth more. */
const BUMP = { numerator: 12n, denominator: 10n };
/** Nodes replace it for no less than a tenth more. */
const ENOUGH = { numerator: 11n, denominator: 10n };
/** A tip is paid whatever blocks ask for. So a node is believed one of a twentieth of the cap at most. */
const TIP_PART = 20n;

/**
 * What a node suggests, as far as it is believed. `mostGwei` is the configured cap: nobody pays more for a gas unit of a launch. Base
 * asks for a hundredth of a gwei on most days.
 */
export function capFees({ maxFeePerGas, maxPriorityFeePerGas }: Fees, mostGwei: number): Fees {
  const most = weiOf(mostGwei);
  const tip = least(maxPriorityFeePerGas, most / TIP_PART);
  return { maxFeePerGas: least(maxFeePerGas - maxPriorityFeePerGas + tip, most), maxPriorityFeePerGas: tip };
}

/**
 * Fees that replace an attempt: a fifth more, or what the network suggests now if that is higher, up to the cap.
 * Null when the cap leaves less than the tenth that nodes want.
 */
export function bumpFees(before: Fees, suggested: Fees, mostGwei: number): Fees | null {
  const raise = (was: bigint, wanted: bigint) => {
    const bumped = times(was, BUMP);
    const fee = least(bumped > wanted ? bumped : wanted, weiOf(mostGwei));
    return fee >= times(was, ENOUGH) ? fee : null;
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

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/** A gwei has nine digits of wei behind it. */
function weiOf(gwei: number): bigint {
  return BigInt(Math.round(gwei * 1e9));
}
