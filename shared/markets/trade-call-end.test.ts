import fc from 'fast-check';
import { encodeFunctionData, type Hex, parseAbi } from 'viem';
import { describe, expect, it } from 'vitest';
import { ETH } from './base-contracts.ts';
import { decodeRouterCall } from './router-call.ts';
import { amountOf, asked, buy, bytesOf, coin, field, flipped, plainBuy, plan, router, swap } from './testing/router-calls.ts';
import { endTradeCall, TRADE_SECONDS } from './trade-call.ts';

describe('calldata of a trade', () => {
  it('is sent with an end, whatever the answer says of one', () => {
    const now = 1_800_000_000n;
    const latest = now + BigInt(TRADE_SECONDS);
    const ended = (data: Hex) => {
      const sent = endTradeCall(asked(data, 1000n), now);
      return sent.ok ? decodeRouterCall(sent.call.data) : sent.difference.field;
    };
    const steps = plan([swap(true, 1000n, 500n), amountOf(0x0c, ETH, 1000n), amountOf(0x0f, coin, 500n)]);
    // As Zora answers: without an end, and with four bytes behind.
    const endless = encodeFunctionData({
      abi: parseAbi(['function execute(bytes commands, bytes[] inputs) payable']),
      args: [bytesOf([steps[0]]), [steps[1]]],
    });
    expect(field(asked(`${endless}deadbeef`, 1000n), buy)).toBe('ok');
    expect(ended(`${endless}deadbeef`)).toEqual({ ...decodeRouterCall(plainBuy()), deadline: latest });
    const sent = endTradeCall(asked(`${endless}deadbeef`, 1000n), now);
    expect(sent.ok && sent.call).toEqual(asked(router([steps], latest), 1000n));
    expect(ended(router([steps], now))).toBe('deadline');
    expect(ended(router([steps], now + 30n))).toMatchObject({ deadline: now + 30n });
    // A changed byte of it ends the trade sooner, or is refused.
    const clean = router([steps], now + 300n);
    fc.assert(
      fc.property(fc.nat(31), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const found = ended(flipped(clean, 4 + 64 + at, flip));
        if (found === 'deadline') return;
        expect(typeof found === 'object' && found.deadline !== null && found.deadline > now && found.deadline <= latest).toBe(
          true,
        );
      }),
      { seed: 26, numRuns: 400 },
    );
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), deadline => {
        const found = ended(router([steps], deadline));
        expect(found).toEqual(
          deadline <= now ? 'deadline' : expect.objectContaining({ deadline: deadline < latest ? deadline : latest }),
        );
      }),
      { seed: 26, numRuns: 400 },
    );
    expect(ended('0xdeadbeef')).toBe('calldata');
  });
});
