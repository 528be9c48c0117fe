import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DueClaim } from '../../../../shared/launches/collect.ts';
import { ETH, MULTICALL3 } from '../../../../shared/markets/base-contracts.ts';
import { WalletError } from '../../../lib/wallet-error.ts';
import { type CollectPorts, collect, type Ended } from './collect.ts';
import { type CollectEvent, type CollectState, collectReducer, IDLE } from './collect-state.ts';

const HASH = `0x${'1'.repeat(64)}` as const;
const OTHER = `0x${'2'.repeat(64)}` as const;
const SPLITTER = `0x${'5b'.repeat(20)}` as const;
const ME = `0x${'a1'.repeat(20)}` as const;
const COIN = `0x${'c1'.repeat(20)}` as const;
const shown: DueClaim[] = [
  { splitter: SPLITTER, token: ETH, account: ME, amount: 100n },
  { splitter: SPLITTER, token: COIN, account: ME, amount: 7n },
];
const done = (claims: readonly DueClaim[]): Ended => ({
  kind: 'mined',
  landed: true,
  fee: 3n,
  collected: { hash: HASH, paid: [...claims], balances: [] },
});

async function run(change: Partial<CollectPorts> = {}) {
  const did: string[] = [];
  const told: CollectEvent[] = [];
  const ports: CollectPorts = {
    look: async claims => claims.map(each => each.amount),
    unpayableFee: async () => null,
    send: async call => {
      did.push(call.to);
      return HASH;
    },
    settle: async (_hash, _call, claims) => done(claims),
    ...change,
  };
  await collect(shown, ports, event => void told.push(event));
  const state = told.reduce(collectReducer, collectReducer(IDLE, { type: 'begin' }));
  return { did, state };
}
const noticeOf = (state: CollectState) => (state.name === 'idle' ? state.notice : null);

describe('collect', () => {
  it('sends all currencies in one transaction and shows what the contracts paid', async () => {
    const { did, state } = await run();
    expect(did).toEqual([MULTICALL3]);
    expect(state).toMatchObject({ name: 'done', collected: { paid: shown, left: [] } });
  });

  it('takes more where more waits by now', async () => {
    const { state } = await run({ look: async () => [101n, 7n] });
    expect(state).toMatchObject({ name: 'done', collected: { paid: [{ amount: 101n }, { amount: 7n }] } });
  });

  it('leaves out a token that cannot be moved, says so, and asks the splitter itself for the rest', async () => {
    const { did, state } = await run({ look: async () => [100n, null] });
    expect(did).toEqual([SPLITTER]);
    expect(state).toMatchObject({ name: 'done', collected: { paid: [shown[0]], left: [shown[1]] } });
  });

  it.each([
    ['changed', { look: async () => [99n, 7n] }],
    ['stuck', { look: async () => [null, null] }],
    ['short', { unpayableFee: async () => 9n }],
    ['failed', { look: () => Promise.reject(new Error('fetch failed')) }],
  ] as const)('never asks the wallet when it is %s', async (kind, change) => {
    const { did, state } = await run(change);
    expect([did, noticeOf(state)?.kind]).toEqual([[], kind]);
  });

  it('says that a refusal cost nothing', async () => {
    const { state } = await run({ send: () => Promise.reject(new WalletError('wallet/declined', 'no')) });
    expect(noticeOf(state)).toEqual({ kind: 'declined' });
  });

  it.each([[{ kind: 'cancelled', fee: 2n }], [{ kind: 'replaced', fee: null }]] as const)(
    'ends when the wallet sent something else: %o',
    async end => {
      expect(noticeOf((await run({ settle: async () => end })).state)).toEqual(end);
    },
  );

  it('says what a call that Base turned down cost', async () => {
    const { state } = await run({ settle: async () => ({ ...done([]), landed: false }) as Ended });
    expect(noticeOf(state)).toEqual({ kind: 'reverted', fee: 3n });
  });
});

describe('collectReducer', () => {
  it('never forgets or repeats what was sent, whatever is told of something else', () => {
    const sent: CollectState = { name: 'settling', hash: HASH };
    const collected = { hash: OTHER, paid: [], left: [], balances: [] };
    const any = fc.constantFrom<CollectEvent>(
      { type: 'begin' },
      { type: 'confirming' },
      { type: 'sent', hash: OTHER },
      { type: 'late', of: HASH },
      { type: 'seen', of: HASH },
      { type: 'dropped', of: OTHER },
      { type: 'stopped', notice: { kind: 'declined' } },
      { type: 'ended', of: OTHER, notice: { kind: 'declined' } },
      { type: 'done', of: OTHER, collected },
      { type: 'again' },
    );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), events => {
        const state = events.reduce(collectReducer, sent);
        expect(['settling', 'slow']).toContain(state.name);
        expect(state).toMatchObject({ hash: HASH });
      }),
      { seed: 21 },
    );
  });

  it('begins anew only what Base has forgotten', () => {
    expect(collectReducer({ name: 'slow', hash: HASH }, { type: 'again' })).toMatchObject({ name: 'slow' });
    const anew = collectReducer({ name: 'dropped', hash: HASH }, { type: 'again' });
    expect(anew).toBe(IDLE);
    expect(collectReducer(anew, { type: 'ended', of: HASH, notice: { kind: 'declined' } })).toBe(IDLE);
  });
});
