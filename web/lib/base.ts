/** Base, the chain that everything here is on (EIP-155). */
export const BASE_CHAIN_ID = 8453;

/** Where anybody can look a transaction up. */
export function transactionUrl(hash: string): string {
  return `https://basescan.org/tx/${hash}`;
}
