/** The permission that a sale needs was not given in the end: cancelled, replaced, forgotten, or turned down by Base. */
export class PermissionLost extends Error {
  /** What that cost in network fees, in wei; null where nothing is known to have been paid. */
  readonly fee: bigint | null;
  constructor(fee: bigint | null) {
    super('The permission for this sale was not given on Base. Your coins are still yours. Try again.');
    this.fee = fee;
  }
}
