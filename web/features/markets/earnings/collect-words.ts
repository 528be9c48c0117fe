import { ethFee } from '../../../ui/format/money.ts';
import type { EthUsd } from '../eth-usd.ts';
import { feeText } from '../trade/trade-words.ts';
import type { CollectNotice } from './collect-state.ts';

/** What happened, what it cost, what to do. */
export function collectWords(notice: CollectNotice, rate: EthUsd | null): { bold: string; rest: string } {
  switch (notice.kind) {
    case 'declined':
      return { bold: 'You declined in your wallet.', rest: 'Nothing was spent, and your money still waits here.' };
    case 'changed':
      return {
        bold: 'Less waits now than this screen said.',
        rest: 'Part of it was sent to you already. Look again, then collect the rest.',
      };
    case 'stuck':
      return { bold: 'Nothing of this can be moved right now.', rest: 'It stays yours. Nothing was sent and nothing was spent.' };
    case 'short':
      return {
        bold: 'Your wallet has too little ETH for the network fee.',
        rest: `Collecting costs about ${ethFee(notice.fee)}. Your money waits as long as it takes.`,
      };
    case 'cancelled':
      return { bold: 'You cancelled this in your wallet.', rest: `Your money still waits here. ${paid(notice.fee, rate)}` };
    case 'replaced':
      return {
        bold: 'Your wallet sent something else in its place.',
        rest: `Your money still waits here. ${paid(notice.fee, rate)}`,
      };
    case 'reverted':
      return {
        bold: 'Base turned this down.',
        rest: `Your money still waits, unless it reached you another way. ${paid(notice.fee, rate)}`,
      };
    case 'failed':
      return { bold: 'This did not start.', rest: notice.message };
  }
}

function paid(fee: bigint | null, rate: EthUsd | null): string {
  if (fee === null) return '';
  const text = feeText(fee, rate);
  return `You paid ${text.startsWith('<') ? `under ${text.slice(1)}` : text} in network fees.`;
}
