import { describe, expect, it } from 'vitest';
import { bps } from '../../../../shared/kernel/units.ts';
import { noticeWords, verdictWords } from './trade-words.ts';

const rate = { answer: 324_000_000_000n, updatedAt: 0 };
const buy = { side: 'buy' as const, slippageBps: 200, rate };

describe('words of a trade', () => {
  it('says what a moved price cost', () => {
    const said = noticeWords({ kind: 'slippage', movedBps: 310, fee: 1_000_000_000n }, buy);
    expect(`${said.bold} ${said.rest}`).toBe(
      'The price moved before your buy landed. It rose 3.1%, past your 2% limit, so it was cancelled. You paid under $0.01 in network fees.',
    );
  });

  it('says that nothing was spent when nothing was sent', () => {
    expect(noticeWords({ kind: 'slippage', movedBps: null, fee: null }, buy).rest).toContain('Nothing was spent.');
    expect(noticeWords({ kind: 'declined' }, buy).rest).toBe('Nothing was spent. Your amount is still here.');
  });

  it('never says so after a permission that was paid for', () => {
    const fee = 1_000_000_000n;
    const sale = { ...buy, side: 'sell' as const };
    expect(noticeWords({ kind: 'declined', fee }, sale).rest).toBe(
      'Only the permission before it cost a network fee, under $0.01. Your amount is still here.',
    );
    for (const kind of ['refused', 'failed'] as const)
      expect(noticeWords({ kind, message: 'Why.', fee }, sale).rest).toBe('Why. You paid under $0.01 in network fees.');
    expect(noticeWords({ kind: 'failed', message: 'Why.', fee: null }, sale).rest).toBe('Why. Nothing was spent.');
    expect(noticeWords({ kind: 'failed', message: 'Why.' }, sale).rest).toBe('Why.');
  });

  it('shows a lack of ether with its fees', () => {
    const said = verdictWords(
      {
        kind: 'short',
        unit: 'eth',
        short: 15_400_000_000_000_000n,
        have: 84_700_000_000_000_000n,
        need: 100_100_000_000_000_000n,
        instead: null,
      },
      { side: 'buy', symbol: 'NIGHTBUS', capText: '$48.2K' },
    );
    expect(`${said?.bold} ${said?.rest}`).toBe('You are 0.0154 ETH short. You have 0.0847 ETH and this needs 0.1001 with fees.');
  });

  it('names the impact', () => {
    const said = verdictWords(
      { kind: 'impact-high', impact: bps(1340), smaller: null },
      { side: 'buy', symbol: 'X', capText: '$48.2K' },
    );
    expect(`${said?.bold} ${said?.rest}`).toBe(
      'This buy moves the price 13.4%. You would pay well above $48.2K cap. A smaller amount gets a better price.',
    );
  });
});
