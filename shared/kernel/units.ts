declare const unit: unique symbol;
type Branded<T, Name extends string> = T & { readonly [unit]: Name };

/** Amount in the smallest unit of an 18-decimal currency or token. */
export type Wei = Branded<bigint, 'Wei'>;
/** Hundredths of a percent: 10,000 is the whole. */
export type Bps = Branded<number, 'Bps'>;
/** Milliseconds since 1970-01-01 UTC. */
export type UnixMs = Branded<number, 'UnixMs'>;

export const BPS_WHOLE = 10_000n;

/** @throws RangeError when negative: amounts carry no sign, directions have names. */
export function wei(value: bigint): Wei {
  if (value < 0n) throw new RangeError(`wei cannot be negative: ${value}`);
  return value as Wei;
}

/** @throws RangeError unless a whole number from 0 to 10,000. */
export function bps(value: number): Bps {
  if (!Number.isInteger(value) || value < 0 || value > 10_000) throw new RangeError(`basis points go from 0 to 10,000: ${value}`);
  return value as Bps;
}

/** @throws RangeError unless finite. */
export function unixMs(value: number): UnixMs {
  if (!Number.isFinite(value)) throw new RangeError(`not a time: ${value}`);
  return Math.trunc(value) as UnixMs;
}

/** `amount · share / 10,000`, rounded down. */
export function shareOf(amount: Wei, share: Bps): Wei {
  return ((amount * BigInt(share)) / BPS_WHOLE) as Wei;
}
