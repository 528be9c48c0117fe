import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { bps } from '../../../../shared/kernel/units.ts';
import { NOW, quoteFixture, tradeProps } from '../testing/trade-props.ts';
import type { TradeEvent, TradeState } from './trade-state.ts';
import { TradeView } from './trade-view.tsx';

const HASH = `0x${'1'.repeat(64)}` as const;
const quoted = (state: TradeState): TradeEvent => ({ type: 'quote', quote: quoteFixture(state) });
const submitted: ((state: TradeState) => TradeEvent)[] = [
  quoted,
  () => ({ type: 'submit', at: NOW }),
  () => ({ type: 'confirming' }),
];
const sent = [...submitted, () => ({ type: 'sent', hash: HASH, at: NOW }) as TradeEvent];
const show = (...args: Parameters<typeof tradeProps>) => {
  const props = tradeProps(...args);
  render(<TradeView {...props} />);
  return props.calls;
};
const button = (name: RegExp | string) => screen.getByRole('button', { name });

afterEach(cleanup);

describe('TradeView', () => {
  it('waits for a quote without closing the amount', () => {
    const calls = show([]);
    expect(button(/Getting a quote/).getAttribute('aria-disabled')).toBe('true');
    fireEvent.change(screen.getByLabelText('Amount in ETH'), { target: { value: '0,05' } });
    expect(calls).toEqual(['type']);
  });

  it('has the focus on the button that asked to sign in, where the sheet comes again after that', () => {
    render(<TradeView {...tradeProps([], { connected: false, signedIn: false })} again />);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Sign in with a wallet' }));
    cleanup();
    render(<TradeView {...tradeProps([], { connected: false, signedIn: false })} />);
    expect(document.activeElement).toBe(document.body);
  });

  it('says that it waits for the sign-in, and not for a quote that nobody asked for yet', () => {
    const { rerender } = render(<TradeView {...tradeProps([], { signedIn: false })} />);
    expect(button(/Waiting for your sign-in/).getAttribute('aria-disabled')).toBe('true');
    rerender(<TradeView {...tradeProps([])} />);
    expect(button(/Getting a quote/)).toBeTruthy();
  });

  it('asks which amount is meant where thousands and a part are written alike, and offers no sale until then', () => {
    const sale = tradeProps(
      [
        { type: 'side', side: 'sell' },
        { type: 'type', typed: '652,416' },
      ],
      { coinBalance: 10n ** 24n },
    );
    const typed: unknown[] = [];
    render(<TradeView {...sale} dispatch={event => typed.push(event)} />);
    expect(screen.getByText('This can be read in two ways.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Sell 652/ })).toBeNull();
    fireEvent.click(button('652K NIGHTBUS'));
    fireEvent.click(button('652.416 NIGHTBUS'));
    expect(typed).toEqual([
      { type: 'type', typed: '652416' },
      { type: 'type', typed: '652.416' },
    ]);
  });

  it('hands the focus to what comes after an amount was chosen, and after the trade was begun', () => {
    const side: TradeEvent = { type: 'side', side: 'sell' };
    const sale = (typed: string, ...more: ((state: TradeState) => TradeEvent)[]) => (
      <TradeView {...tradeProps([side, { type: 'type', typed }, ...more], { coinBalance: 10n ** 24n })} />
    );
    const { rerender } = render(sale('652,416'));
    button('652.416 NIGHTBUS').focus();
    rerender(sale('652.416'));
    expect(document.activeElement).toBe(button(/Getting a quote/));
    rerender(sale('652.416', quoted));
    expect(document.activeElement).toBe(button(/^Sell/));
    rerender(sale('652.416', ...submitted));
    expect(document.activeElement).toBe(screen.getByRole('list', { name: 'Your trade' }));
  });

  it('shows the sum before it asks', () => {
    const calls = show([quoted]);
    for (const words of [
      '652,416 NIGHTBUS',
      '1.94%',
      '$0.33 trade, <$0.01 network',
      '$32.40 · quote good for 12 s',
      'Balance 0.0847 ETH. Coins can fall to zero.',
    ]) {
      expect(screen.getByText(words)).toBeTruthy();
    }
    // A quote is new every 15 s: of its rows, readers are told what one gets.
    expect(screen.getByRole('status').textContent).toBe('You get about 652,416 NIGHTBUS, at least 639,368.');
    fireEvent.click(button('Buy $NIGHTBUS'));
    fireEvent.click(button('2% slippage, change'));
    expect(calls).toEqual(['submit', 'open-slippage']);
  });

  it('offers an amount that works when funds are short', () => {
    const calls = show([{ type: 'type', typed: '0.1' }]);
    expect(screen.getByText(/You are 0.0154 ETH short/)).toBeTruthy();
    fireEvent.click(button('Use 0.0846 ETH instead'));
    expect(calls).toEqual(['type']);
  });

  it('puts the smaller amount first at a high impact, and blocks a greater one', () => {
    const at = (impact: number, level: 'high' | 'blocked') => [
      (state: TradeState): TradeEvent => ({
        type: 'quote',
        quote: quoteFixture(state, { priceImpact: bps(impact), level, smaller: { amount: 37n * 10n ** 14n, impact: bps(360) } }),
      }),
    ];
    show(at(1340, 'high'));
    expect(screen.getAllByRole('button').at(-2)?.textContent).toMatch(/^Use 0.0037 ETH, 3.6% impact/);
    expect(button('Buy at 13.4% impact')).toBeTruthy();
    cleanup();
    show(at(3000, 'blocked'));
    expect(screen.queryByRole('button', { name: /Buy at/ })).toBeNull();
  });

  it('asks for a wallet first, and says why it did not come', () => {
    expect(show([], { connected: false })).toEqual([]);
    expect(button('Sign in with a wallet')).toBeTruthy();
    cleanup();
    render(<TradeView {...tradeProps([], { connected: false })} connectFault="You did not sign in." />);
    expect(button('Sign in with a wallet')).toBeTruthy();
    expect(screen.getByText(/You did not sign in/)).toBeTruthy();
  });

  it('asks to switch to Base', () => {
    const calls = show([], { onBase: false });
    fireEvent.click(button('Switch to Base'));
    expect(calls).toEqual(['connect']);
  });

  it('says that nothing is spent before approval', () => {
    show(submitted);
    expect(screen.getByText('Nothing is spent until you approve.')).toBeTruthy();
    expect(screen.getByText('Confirm in your wallet').closest('li')?.getAttribute('aria-current')).toBe('step');
    expect(screen.queryByText(/Allow this sale/)).toBeNull();
  });

  it('is safe to close while it settles, and links the transaction', () => {
    const calls = show(sent);
    expect(screen.getByText(/You can close this/)).toBeTruthy();
    fireEvent.click(button('View transaction'));
    expect(calls).toEqual([`open ${HASH}`]);
  });

  it('warns against sending again when Base is slow', () => {
    show([...sent, { type: 'late', of: HASH }]);
    expect(screen.getByRole('status').textContent).toContain('Do not send it again');
  });

  it('says that a dropped trade did not happen, and lets it be begun anew', () => {
    const calls = show([...sent, { type: 'dropped', of: HASH }]);
    expect(screen.getByRole('alert').textContent).toContain('It did not happen. Nothing was spent.');
    expect(screen.getByText('Settle on Base').parentElement?.textContent).toContain('failed');
    fireEvent.click(button('Start over'));
    expect(calls).toEqual(['again']);
  });

  it('never says that nothing is spent once a permission is under way or was paid for', () => {
    const sale: TradeEvent[] = [
      { type: 'side', side: 'sell' },
      { type: 'type', typed: '5' },
    ];
    const paid = [
      ...sale,
      quoted,
      { type: 'submit', at: NOW },
      { type: 'allowing' },
      { type: 'allowed', fee: 10n ** 15n },
    ] as typeof sent;
    show(paid.slice(0, -1) as typeof sent);
    expect(screen.queryByText(/othing is spent/)).toBeNull();
    cleanup();
    show([...paid, { type: 'confirming' } as never]);
    expect(screen.getByText('Only the permission before it cost a network fee, $3.24.')).toBeTruthy();
    cleanup();
    show([...paid, ...(sent.slice(2) as never[]), { type: 'dropped', of: HASH } as never]);
    expect(screen.getByRole('alert').textContent).toContain(
      'It did not happen. Only the permission before it cost a network fee, $3.24. Should',
    );
    expect(screen.queryByText(/othing (is|was) spent/)).toBeNull();
  });

  it.each([
    ['cancelled', 'You cancelled this buy in your wallet. It did not happen and cannot any more. You paid under $0.01'],
    ['replaced', 'Your wallet sent something else in place of this buy. It did not happen and cannot any more. You paid under'],
  ] as const)('says what a wallet that %s it cost', (kind, words) => {
    const calls = show([...sent, { type: 'reverted', of: HASH, notice: { kind, fee: 10n ** 12n } }, quoted]);
    expect(screen.getByRole('alert').textContent).toContain(words);
    fireEvent.click(button('Try again'));
    expect(calls).toEqual(['submit']);
  });

  it('comes back from the wallet with the amount and an alert', () => {
    const calls = show([...submitted, { type: 'stopped', notice: { kind: 'declined' } }, quoted]);
    expect(screen.getByRole('alert').textContent).toBe(
      'You declined in your wallet. Nothing was spent. Your amount is still here.',
    );
    fireEvent.click(button('Try again'));
    expect(calls).toEqual(['submit']);
  });

  it('offers the new price after the old one was missed', () => {
    show([...sent, { type: 'reverted', of: HASH, notice: { kind: 'slippage', movedBps: 310, fee: 10n ** 12n } }, quoted]);
    expect(screen.getByRole('alert').textContent).toContain('It rose 3.1%, past your 2% limit');
    expect(button('Buy at the new price')).toBeTruthy();
    expect(button('Change slippage')).toBeTruthy();
  });

  it('says what landed against the quote', () => {
    const landed = {
      hash: HASH,
      coinAmount: 653_108n * 10n ** 18n,
      ether: 10n ** 16n,
      expected: 652_416n * 10n ** 18n,
      tookMs: 1800,
      price: null,
    };
    const calls = show([...sent, { type: 'landed', of: HASH, landed }], { coinBalance: 2_490_000n * 10n ** 18n });
    expect(screen.getByRole('alert').textContent).toBe('Bought653,108NIGHTBUS for 0.01 ETH');
    expect(screen.getByText('1.8 s, 692 more than the quote')).toBeTruthy();
    expect(screen.getByText('2.49M, worth $120.17')).toBeTruthy();
    fireEvent.click(button('Share to cast'));
    expect(calls).toEqual(['share']);
  });

  it('takes slippage from 0.1 to 10 percent only', () => {
    const calls = show([{ type: 'open-slippage' }]);
    const field = screen.getByLabelText('Slippage in percent');
    fireEvent.change(field, { target: { value: '30' } });
    fireEvent.click(button(/Use this/));
    expect(calls).toEqual([]);
    fireEvent.change(field, { target: { value: '0.5' } });
    fireEvent.click(button('Use 0.5%'));
    expect(calls).toEqual(['slippage']);
  });
});
