import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { DueClaim } from '../../../../shared/launches/collect.ts';
import { ETH } from '../../../../shared/markets/base-contracts.ts';
import { CollectCard } from './collect-card.tsx';
import type { CollectState } from './collect-state.ts';

const HASH = `0x${'1'.repeat(64)}` as const;
const COIN = `0x${'c1'.repeat(20)}` as const;
const ME = `0x${'a1'.repeat(20)}` as const;
const of = (token: `0x${string}`, amount: bigint): DueClaim => ({ splitter: `0x${'5b'.repeat(20)}`, token, account: ME, amount });
const ether = of(ETH, 20_600_000_000_000_000n);
const coins = of(COIN, 8_000_000n * 10n ** 18n);

function show(state: CollectState, claims: DueClaim[] = [ether, coins], shares = true): string[] {
  const calls: string[] = [];
  const names = new Map([[COIN as string, { symbol: 'TWO', decimals: 18 }]]);
  render(
    <CollectCard
      state={state}
      claims={claims}
      block={1234}
      names={names}
      rate={null}
      shares={shares}
      onCollect={() => void calls.push('collect')}
      tell={event => void calls.push(event.type)}
      openTransaction={hash => void calls.push(`open ${hash}`)}
    />,
  );
  return calls;
}
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
afterEach(cleanup);

describe('CollectCard', () => {
  it('says that nothing waits, and why, without a button', () => {
    show({ name: 'idle', notice: null }, []);
    expect(screen.getByText(/Nothing right now. Your part/)).toBeTruthy();
    cleanup();
    show({ name: 'idle', notice: null }, [], false);
    expect(screen.getByText(/straight to your wallet/)).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('shows every currency, to where and as of when, and collects all in one tap', () => {
    const calls = show({ name: 'idle', notice: null });
    for (const words of ['0.0206 ETH', '8,000,000 TWO', /0xa1a1…a1a1\. You pay the network fee.*block 1,234/])
      expect(screen.getByText(words)).toBeTruthy();
    press('Collect all 2 currencies');
    expect(calls).toEqual(['collect']);
  });

  it('names the amount where it is one', () => {
    show({ name: 'idle', notice: null }, [ether]);
    expect(screen.getByRole('button', { name: 'Collect 0.0206 ETH' })).toBeTruthy();
  });

  it.each([
    [{ kind: 'declined' }, /Nothing was spent/],
    [{ kind: 'changed' }, /Less waits now/],
    [{ kind: 'stuck' }, /stays yours/],
    [{ kind: 'short', fee: 10n ** 14n }, /about 0.0001 ETH/],
    [{ kind: 'cancelled', fee: 10n ** 14n }, /still waits here. You paid 0.0001 ETH/],
    [{ kind: 'replaced', fee: null }, /something else in its place/],
    [{ kind: 'reverted', fee: 1n }, /You paid under 0.0001 ETH/],
    [{ kind: 'failed', message: 'Base did not answer.' }, /Base did not answer/],
  ] as const)('comes back with what happened and what it cost: %o', (notice, words) => {
    const calls = show({ name: 'idle', notice });
    expect(screen.getByRole('alert').textContent).toMatch(words);
    press('Collect all 2 currencies');
    expect(calls).toEqual(['collect']);
  });

  it.each([
    ['checking', 'Asking the splitter'],
    ['confirming', 'Confirm in your wallet'],
  ] as const)('shows the step: %s', (name, step) => {
    show({ name });
    expect(screen.getByText(step).closest('li')?.getAttribute('aria-current')).toBe('step');
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('warns against sending again when Base is slow, and lets what it forgot be begun anew', () => {
    const calls = show({ name: 'slow', hash: HASH });
    expect(screen.getByRole('status').textContent).toContain('Do not send it again');
    press('View transaction');
    expect(calls).toEqual([`open ${HASH}`]);
    cleanup();
    const anew = show({ name: 'dropped', hash: HASH });
    expect(screen.getByRole('alert').textContent).toContain('did not happen and nothing was spent');
    press('Start over');
    expect(anew).toEqual(['again']);
  });

  it('says what arrived, what the wallet holds now, and what could not be moved', () => {
    const balances = [{ token: ETH, account: ME, amount: 10n ** 18n }];
    const calls = show({ name: 'done', collected: { hash: HASH, paid: [ether], left: [coins], balances } });
    expect(screen.getByRole('alert').textContent).toBe('CollectedETH0.0206 ETHYou now hold 1 ETH');
    expect(screen.getByText(/8,000,000 TWO could not be moved/)).toBeTruthy();
    press('Done');
    expect(calls).toEqual(['again']);
  });
});
