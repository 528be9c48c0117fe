import { hashTypedData } from 'viem';
import { describe, expect, it } from 'vitest';
import { bps, wei } from '../../../../shared/kernel/units.ts';
import { UNIVERSAL_ROUTER } from '../../../../shared/markets/base-contracts.ts';
import { decodeRouterCall } from '../../../../shared/markets/router-call.ts';
import type { TradeCall } from '../../../../shared/markets/trade-call.ts';
import { WalletError } from '../../../lib/wallet-error.ts';
import { routerCall } from '../testing/router-call.ts';
import { executeTrade } from './execute-trade.ts';
import type { Receipt, TradePlan, TradePorts } from './execution.ts';
import { PermissionLost } from './permission-lost.ts';
import type { Side } from './side.ts';
import type { TradeEvent } from './trade-state.ts';
import type { QuoteAsk, ZoraAnswer, ZoraPermit } from './zora-quote.ts';

const COIN = `0x${'c0'.repeat(20)}` as const;
const TRADER = `0x${'ab'.repeat(20)}` as const;
const HASH = `0x${'1'.repeat(64)}` as const;
const NOW = 1_800_000_000_000;
const AMOUNT = 1_000_000_000n;
const OUT = 500_000_000n;
const FLOOR = 490_000_000n;

const RECEIPT: Receipt = { landed: true, fee: 5n, coinAmount: 7n, ether: 9n, price: null };

const permit: ZoraPermit = {
  details: { token: COIN, amount: (2n ** 160n - 1n).toString(), expiration: 2_000_000_000, nonce: 99 },
  spender: UNIVERSAL_ROUTER,
  sigDeadline: '2000000000',
};

function answerOf(side: Side, minimumOut: bigint, amountOut = OUT, permits: ZoraPermit[] = []): ZoraAnswer {
  return { call: routerCall({ side, coin: COIN, amountIn: AMOUNT, minimumOut }), amountOut, permits };
}

function planOf(side: Side, answer: ZoraAnswer): TradePlan {
  const quote = {
    key: 'k',
    amountIn: AMOUNT,
    amountOut: OUT,
    at: NOW,
    fee: wei(1n),
    priceImpact: bps(10),
    level: 'low' as const,
    minimumReceived: wei(FLOOR),
    answer,
    smaller: null,
  };
  return { side, coin: COIN, trader: TRADER, slippageBps: 200, quote };
}

function world(change: Partial<TradePorts> = {}) {
  const told: TradeEvent[] = [];
  const did: string[] = [];
  const signed: unknown[] = [];
  const sent: { trader: string; call: TradeCall }[] = [];
  const asks: QuoteAsk[] = [];
  const ports: TradePorts = {
    ask: async ask => {
      asks.push(ask);
      return answerOf(ask.side, FLOOR);
    },
    permitNonce: async () => 7,
    allowPermit2: async (_trader, _coin, amount) => {
      did.push(`allow ${amount}`);
      return null;
    },
    sign: async (_trader, data) => {
      signed.push(data.message);
      return '0x5151';
    },
    simulate: async () => void did.push('simulate'),
    send: async (call, trader) => {
      sent.push({ trader, call });
      did.push('send');
      return HASH;
    },
    settle: async hash => ({ kind: 'mined', hash, receipt: RECEIPT }),
    blockTime: async () => BigInt(NOW / 1000),
    serverTime: () => NOW,
    now: () => NOW,
    ...change,
  };
  return { told, did, signed, sent, asks, run: (plan: TradePlan) => executeTrade(plan, ports, event => told.push(event)) };
}
const noticeIn = (told: TradeEvent[]) => told.flatMap(event => ('notice' in event ? [event.notice] : []))[0];

describe('executeTrade', () => {
  it('sends a buy as it was quoted and tells what landed', async () => {
    const { run, told, did } = world();
    await run(planOf('buy', answerOf('buy', FLOOR)));
    expect(told.map(event => event.type)).toEqual(['confirming', 'sent', 'landed']);
    expect(did).toEqual(['simulate', 'send']);
    expect(told.at(-1)).toMatchObject({ landed: { coinAmount: 7n, expected: OUT, hash: HASH } });
  });

  it('has the trader’s account send it, with an end by the clock of the chain', async () => {
    const { run, sent } = world({ now: () => NOW - 3_600_000 });
    await run(planOf('buy', answerOf('buy', FLOOR)));
    expect(sent).toMatchObject([{ trader: TRADER, call: { value: AMOUNT } }]);
    expect(decodeRouterCall(sent[0]?.call.data ?? '0x').deadline).toBe(BigInt(NOW / 1000 + 600));
  });

  it('has no end in years to come because a node is far ahead', async () => {
    const { run, sent, signed } = world({ blockTime: async () => BigInt(NOW / 1000 + 80 * 365 * 86_400) });
    const latest = NOW / 1000 + 300 + 600;
    const later = { ...permit, details: { ...permit.details, expiration: 2 ** 40 }, sigDeadline: String(2 ** 40) };
    await run(planOf('buy', answerOf('buy', FLOOR)));
    expect(decodeRouterCall(sent[0]?.call.data ?? '0x').deadline).toBe(BigInt(latest));
    await run(planOf('sell', answerOf('sell', 0n, OUT, [later])));
    expect(signed).toMatchObject([{ sigDeadline: BigInt(latest), details: { expiration: latest } }]);
  });

  it('never asks the wallet when the call is over already', async () => {
    const { run, told, did } = world({ blockTime: async () => 2_000_000_000n, serverTime: () => 2e12 });
    await run(planOf('buy', answerOf('buy', FLOOR)));
    expect(noticeIn(told)).toMatchObject({ kind: 'refused', message: expect.stringContaining('deadline') });
    expect(did).toEqual([]);
  });

  it('says that the wallet is on another account now, without a look for other reasons', async () => {
    const words = 'Your wallet is on 0x2222…2222 now, and this was made for 0xabab…abab.';
    const { run, told, did } = world({ send: () => Promise.reject(new WalletError('wallet/other-account', words)) });
    await run(planOf('buy', answerOf('buy', FLOOR)));
    expect(noticeIn(told)).toEqual({ kind: 'failed', message: words });
    expect(did).toEqual(['simulate']);
  });

  it.each([
    ['pays somebody else’s floor', answerOf('buy', FLOOR / 2n)],
    ['goes elsewhere', { ...answerOf('buy', FLOOR), call: { ...answerOf('buy', FLOOR).call, target: TRADER } }],
    ['takes more ether', { ...answerOf('buy', FLOOR), call: { ...answerOf('buy', FLOOR).call, value: AMOUNT + 1n } }],
    ['sells instead', answerOf('sell', FLOOR)],
  ])('never asks the wallet when the call %s', async (_what, answer) => {
    const { run, told, did } = world();
    await run(planOf('buy', answer));
    expect(noticeIn(told)?.kind).toBe('refused');
    expect(did).toEqual([]);
  });

  it('signs a sale for exactly its amount, for ten minutes, with the nonce of the chain', async () => {
    const { run, told, did, signed, asks } = world();
    await run(planOf('sell', answerOf('sell', 0n, OUT, [permit])));
    expect(signed).toEqual([
      expect.objectContaining({
        details: { token: COIN, amount: AMOUNT, expiration: NOW / 1000 + 600, nonce: 7 },
        sigDeadline: BigInt(NOW / 1000 + 600),
      }),
    ]);
    expect(asks[0]?.signatures).toEqual([
      { permit: expect.objectContaining({ spender: UNIVERSAL_ROUTER }), signature: '0x5151' },
    ]);
    expect(did).toEqual([`allow ${AMOUNT}`, 'simulate', 'send']);
    expect(told.map(event => event.type)).toEqual(['allowing', 'confirming', 'sent', 'landed']);
  });

  it('does not sign a permit for another spender', async () => {
    const { run, told, did, signed } = world();
    await run(planOf('sell', answerOf('sell', FLOOR, OUT, [{ ...permit, spender: TRADER }])));
    expect(noticeIn(told)?.kind).toBe('refused');
    expect([did, signed]).toEqual([[], []]);
  });

  it('signs no second permit in one sale', async () => {
    const { run, told, did, signed } = world();
    await run(planOf('sell', answerOf('sell', FLOOR, OUT, [permit, permit])));
    expect(noticeIn(told)?.kind).toBe('refused');
    expect([did, signed]).toEqual([[], []]);
  });

  it.each([
    ['another token', { details: { ...permit.details, token: TRADER } }],
    ['less than is sold', { details: { ...permit.details, amount: '1' } }],
    ['a time that is none', { details: { ...permit.details, expiration: 1.5 } }],
    ['a deadline that is none', { sigDeadline: 'soon' }],
  ])('does not sign a permit for %s', async (_what, change) => {
    const { run, told, signed, asks } = world({
      sign: async (_trader, data) => {
        // What a wallet does first with what it is to sign.
        hashTypedData(data);
        signed.push(data.message);
        return '0x5151';
      },
    });
    await run(planOf('sell', answerOf('sell', FLOOR, OUT, [{ ...permit, ...change }])));
    expect(told.at(-1)?.type).toBe('stopped');
    expect([signed, asks]).toEqual([[], []]);
  });

  it('sends no sale whose signed call does something else', async () => {
    const { run, told, did } = world({
      ask: async () => ({ ...answerOf('sell', FLOOR), call: { ...answerOf('sell', FLOOR).call, value: 1n } }),
    });
    await run(planOf('sell', answerOf('sell', 0n, OUT, [permit])));
    expect(noticeIn(told)).toMatchObject({ kind: 'refused' });
    expect(did).not.toContain('send');
  });

  it('holds the promised floor while the price falls during signing', async () => {
    const fallen = 495_000_000n;
    const asked: number[] = [];
    const { run, told } = world({
      ask: async ask => {
        asked.push(ask.slippageBps);
        return answerOf('sell', (fallen * BigInt(10_000 - ask.slippageBps)) / 10_000n, fallen);
      },
    });
    await run(planOf('sell', answerOf('sell', FLOOR, OUT, [permit])));
    expect(asked).toEqual([200, 101]);
    expect(told.at(-1)?.type).toBe('landed');
  });

  it('stops when the price fell past the limit during signing', async () => {
    const { run, told, did } = world({ ask: async () => answerOf('sell', 400_000_000n, 410_000_000n) });
    await run(planOf('sell', answerOf('sell', FLOOR, OUT, [permit])));
    expect(noticeIn(told)).toEqual({ kind: 'slippage', movedBps: 1800, fee: null });
    expect(did).not.toContain('send');
  });

  it('says that a refusal cost nothing', async () => {
    const { run, told } = world({ send: () => Promise.reject(new WalletError('wallet/declined', 'no')) });
    await run(planOf('buy', answerOf('buy', FLOOR)));
    expect(told.at(-1)).toEqual({ type: 'stopped', notice: { kind: 'declined' } });
  });

  it.each([
    ['says no to the signature', { sign: () => Promise.reject(new WalletError('wallet/declined', 'no')) }, 'declined'],
    ['says no to the sale', { send: () => Promise.reject(new WalletError('wallet/declined', 'no')) }, 'declined'],
    ['has a wallet that fails', { sign: () => Promise.reject(new WalletError('wallet/failed', 'no')) }, 'failed'],
    ['meets a fallen price', { ask: async () => answerOf('sell', 400_000_000n, 410_000_000n) }, 'slippage'],
    ['gets another trade back', { ask: async () => answerOf('buy', FLOOR) }, 'refused'],
  ] as const)('says what the permission cost to who paid for it and then %s', async (_what, change, kind) => {
    const { run, told } = world({ ...change, allowPermit2: async () => 42n });
    await run(planOf('sell', answerOf('sell', 0n, OUT, [permit])));
    expect(noticeIn(told)).toMatchObject({ kind, fee: 42n });
  });

  it.each([
    ['is turned down by Base', { kind: 'mined', hash: HASH, receipt: { ...RECEIPT, landed: false, fee: 5n } }, 'reverted', 47n],
    ['is cancelled in the wallet', { kind: 'cancelled', fee: 3n }, 'cancelled', 45n],
    ['is replaced by who knows what', { kind: 'replaced', fee: null }, 'replaced', 42n],
  ] as const)('counts the permission with what it cost that the sale %s', async (_what, end, kind, fee) => {
    const { run, told } = world({
      allowPermit2: async () => 42n,
      settle: async () => end,
      ask: async ask => answerOf('sell', FLOOR, OUT, ask.signatures ? [] : [permit]),
    });
    await run(planOf('sell', answerOf('sell', 0n, OUT, [permit])));
    expect(told.slice(0, 3)).toEqual([{ type: 'allowing' }, { type: 'allowed', fee: 42n }, { type: 'confirming' }]);
    expect(told.at(-1)).toEqual({ type: 'reverted', of: HASH, notice: { kind, fee } });
  });

  it.each([null, 9n])('ends when Base does not give the permission, which cost %s', async fee => {
    const { run, told, signed } = world({ allowPermit2: () => Promise.reject(new PermissionLost(fee)) });
    await run(planOf('sell', answerOf('sell', 0n, OUT, [permit])));
    const notice = { kind: 'failed', message: expect.stringContaining('permission'), ...(fee !== null && { fee }) };
    expect(told.at(-1)).toEqual({ type: 'stopped', notice });
    expect(signed).toEqual([]);
  });

  it('says that a refusal cost nothing where the permission was there already', async () => {
    const { run, told } = world({ sign: () => Promise.reject(new WalletError('wallet/declined', 'no')) });
    await run(planOf('sell', answerOf('sell', 0n, OUT, [permit])));
    expect(noticeIn(told)).toEqual({ kind: 'declined' });
  });

  it('says that the price moved when that is why the wallet could not send', async () => {
    let looks = 0;
    const { run, told } = world({
      simulate: async () => {
        looks += 1;
        if (looks > 1) throw new Error('execution reverted: 0x8b063d73');
      },
      send: () => Promise.reject(new WalletError('wallet/failed', 'Your wallet did not answer as expected.', null)),
    });
    await run(planOf('buy', answerOf('buy', FLOOR)));
    expect(noticeIn(told)).toEqual({ kind: 'slippage', movedBps: null, fee: null });
  });

  it('does not send what would revert', async () => {
    const { run, told, did } = world({ simulate: () => Promise.reject(new Error('execution reverted: 0x8b063d73')) });
    await run(planOf('buy', answerOf('buy', FLOOR)));
    expect(noticeIn(told)?.kind).toBe('slippage');
    expect(did).toEqual([]);
  });

  it('tells how far the price moved when the trade reverted on Base', async () => {
    const { run, told } = world({
      settle: async hash => ({ kind: 'mined', hash, receipt: { ...RECEIPT, landed: false, fee: 123n } }),
      ask: async () => answerOf('buy', 1n, 480_000_000n),
    });
    await run(planOf('buy', answerOf('buy', FLOOR)));
    expect(told.at(-1)).toEqual({ type: 'reverted', of: HASH, notice: { kind: 'slippage', movedBps: 416, fee: 123n } });
  });

  it('says how far the price itself rose: half the coins are twice the price', async () => {
    const { run, told } = world({
      settle: async hash => ({ kind: 'mined', hash, receipt: { ...RECEIPT, landed: false } }),
      ask: async () => answerOf('buy', 1n, OUT / 2n),
    });
    await run(planOf('buy', answerOf('buy', FLOOR)));
    expect(told.at(-1)).toMatchObject({ notice: { kind: 'slippage', movedBps: 10_000 } });
  });

  it('lands under another hash when the wallet raised its fee', async () => {
    const faster = `0x${'9'.repeat(64)}` as const;
    const { run, told } = world({ settle: async () => ({ kind: 'mined', hash: faster, receipt: RECEIPT }) });
    await run(planOf('buy', answerOf('buy', FLOOR)));
    expect(told.at(-1)).toMatchObject({ type: 'landed', of: HASH, landed: { hash: faster } });
  });

  it.each(['cancelled', 'replaced'] as const)('ends when the trade was %s in the wallet, and sends nothing again', async kind => {
    const { run, told, did } = world({ settle: async () => ({ kind, fee: 3n }) });
    await run(planOf('buy', answerOf('buy', FLOOR)));
    expect(told.at(-1)).toEqual({ type: 'reverted', of: HASH, notice: { kind, fee: 3n } });
    expect(did).toEqual(['simulate', 'send']);
  });

  it('tells when Base forgets a trade and when it knows it again', async () => {
    const { run, told } = world({
      settle: async (hash, _call, _trader, tell) => {
        tell('dropped');
        tell('seen');
        return { kind: 'mined', hash, receipt: RECEIPT };
      },
    });
    await run(planOf('buy', answerOf('buy', FLOOR)));
    expect(told.map(event => event.type)).toEqual(['confirming', 'sent', 'dropped', 'seen', 'landed']);
  });
});
