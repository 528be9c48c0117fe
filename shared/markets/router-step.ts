import { type Address, type Hex, slice } from 'viem';
import { lowerAddress } from '../kernel/hex.ts';
import { UNIVERSAL_ROUTER } from './base-contracts.ts';

/** One step of what the Universal Router is asked to do, in the terms that a check needs. */
export type RouterStep =
  | { kind: 'permit'; token: Address; amount: bigint; spender: Address }
  /** Out of the caller's wallet, by Permit2. */
  | { kind: 'move'; token: Address; recipient: Address | 'caller' | 'router'; amount: bigint }
  /** `recipient` is who has what comes out; null while the pool manager still owes it, as in Uniswap v4. */
  | {
      kind: 'swap';
      tokenIn: Address;
      tokenOut: Address;
      amountIn: bigint;
      minimumOut: bigint;
      recipient: Address | 'caller' | 'router' | null;
      /** Whether the router takes what goes in from the caller's wallet, by Permit2, rather than from what it holds. In Uniswap v4 a `pay` does. */
      byCaller: boolean;
      /** What the hooks of its pools are told, one for each hop; '0x' is nothing. */
      hookData: readonly Hex[];
    }
  | { kind: 'pay'; token: Address; most: bigint; byCaller: boolean }
  /** Out of the pool: a part of what is owed, or all. */
  | { kind: 'take'; token: Address; recipient: Address | 'caller' | 'router'; least: bigint }
  /** All that the router holds of a token; `unwrap` is the same for WETH, given as ETH. */
  | { kind: 'sweep'; token: Address; recipient: Address | 'caller' | 'router'; least: bigint }
  | { kind: 'wrap'; recipient: Address | 'caller' | 'router'; amount: bigint }
  | { kind: 'unwrap'; recipient: Address | 'caller' | 'router'; amount: bigint };

const CALLER = '0x0000000000000000000000000000000000000001';
const ROUTER = '0x0000000000000000000000000000000000000002';
const ROUTERS: readonly Address[] = [ROUTER, UNIVERSAL_ROUTER];
/** In the router's inputs: all that it holds of a token. */
const WHOLE_BALANCE = 2n ** 255n;

/** Who is meant: the router has places that stand for its caller and for itself. */
export function recipientOf(address: Address): Address | 'caller' | 'router' {
  const recipient = lowerAddress(address);
  if (recipient === CALLER) return 'caller';
  return ROUTERS.includes(recipient) ? 'router' : recipient;
}

/** Whether an amount in a step means "what is there" instead of a number. */
export function isWholeBalance(amount: bigint): boolean {
  return amount === 0n || amount === WHOLE_BALANCE;
}

/** One command or action of a list of them. */
export function byteAt(bytes: Hex, index: number): number {
  return Number(slice(bytes, index, index + 1));
}
