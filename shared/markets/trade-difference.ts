import type { Address } from 'viem';

/** What the screen said: who trades, what goes in, what must come out at least. ETH is the zero address. */
export type ExpectedTrade = { trader: Address; tokenIn: Address; tokenOut: Address; amountIn: bigint; minimumOut: bigint };

/** The first thing in which the call differs from the screen; `expected` and `found` are words for people and logs. */
export type TradeDifference = {
  field:
    | 'target'
    | 'value'
    | 'calldata'
    | 'permit'
    | 'token in'
    | 'token out'
    | 'amount in'
    | 'minimum out'
    | 'recipient'
    | 'hook data'
    | 'deadline';
  expected: string;
  found: string;
};

/** Ends a check with the difference that it found. */
export class Differs extends Error {
  readonly difference: TradeDifference;
  constructor(field: TradeDifference['field'], expected: unknown, found: unknown) {
    super(field);
    this.difference = { field, expected: String(expected), found: String(found) };
  }
}
