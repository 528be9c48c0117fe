import type { TradeDifference } from '../../../../shared/markets/trade-difference.ts';
import { PermissionLost } from './permission-lost.ts';
import type { Side } from './side.ts';
import type { Notice } from './trade-state.ts';

/** Stops a trade before anything is sent, with what the screen is to say. */
export class TradeRefusal extends Error {
  readonly notice: Notice;
  constructor(notice: Notice) {
    super(notice.kind);
    this.notice = notice;
  }
}

/** The answer is not the trade on the screen. */
export function differenceNotice(difference: TradeDifference): Notice {
  return {
    kind: 'refused',
    message: `The trade that came back is not the one on this screen: ${difference.field} is ${difference.found}. Your wallet was not asked for it.`,
    fee: null,
  };
}

/** How much less comes out now, in basis points of what was expected: what slippage limits. */
export function lostBps(expected: bigint, now: bigint): number {
  return expected === 0n || now >= expected ? 0 : Number(((expected - now) * 10_000n) / expected);
}

/** How far the price itself moved, in basis points: when a buy gives half, the price has doubled. Null where nothing comes out any more. */
export function movedBps(side: Side, expected: bigint, now: bigint): number | null {
  if (side === 'sell') return lostBps(expected, now);
  return now === 0n ? null : Number(((expected - now) * 10_000n) / now);
}

/** Why a call would revert now. Uniswap v4's router says V4TooLittleReceived (0x8b063d73) when the floor was not reached. */
export function simulationNotice(cause: unknown): Notice {
  const text = cause instanceof Error ? `${cause.message} ${String(cause.cause ?? '')}` : '';
  if (/0x8b063d73|TooLittleReceived/.test(text)) return { kind: 'slippage', movedBps: null, fee: null };
  return { kind: 'failed', message: 'Base would not take this trade right now.', fee: null };
}

/** What the screen says of whatever stopped a trade. */
export function noticeOf(error: unknown): Notice {
  if (error instanceof TradeRefusal) return error.notice;
  if (error instanceof PermissionLost)
    return { kind: 'failed', message: error.message, ...(error.fee !== null && { fee: error.fee }) };
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'wallet/declined') return { kind: 'declined' };
  if (error instanceof Error && code) return { kind: 'failed', message: error.message };
  return { kind: 'failed', message: 'The trade could not be prepared. Try again.', fee: null };
}
