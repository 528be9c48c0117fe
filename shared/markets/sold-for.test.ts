import { type Address, encodeAbiParameters, encodeFunctionData, type Hex, pad, parseAbi, parseAbiParameters } from 'viem';
import { describe, expect, it } from 'vitest';
import { ETH, POOL_MANAGER, UNIVERSAL_ROUTER } from './base-contracts.ts';
import { POOL_SWAP_TOPIC, V3_SWAP_TOPIC } from './coin-events.ts';
import { soldFor } from './sold-for.ts';

const COIN: Address = `0x${'c1'.repeat(20)}`;
const ZORA: Address = '0x1111111111166b7fe7bd91427724b487980afc69';
const HOOK: Address = `0x${'e2'.repeat(20)}`;
const V3_POOL: Address = `0x${'33'.repeat(20)}`;
const SWAP = parseAbiParameters([
  'Swap swap',
  'struct Swap { address currencyIn; PathKey[] path; uint128 amountIn; uint128 amountOutMinimum; }',
  'struct PathKey { address intermediateCurrency; uint256 fee; int24 tickSpacing; address hooks; bytes hookData; }',
]);

/** A sale of the coin over these tokens in one swap of several hops. */
function sale(...over: Address[]): Hex {
  const path = over.map(intermediateCurrency => ({
    intermediateCurrency,
    fee: 0n,
    tickSpacing: 200,
    hooks: HOOK,
    hookData: '0x' as const,
  }));
  const swap = encodeAbiParameters(SWAP, [{ currencyIn: COIN, path, amountIn: 10n ** 18n, amountOutMinimum: 1n }]);
  const plan = encodeAbiParameters(parseAbiParameters('bytes, bytes[]'), ['0x07', [swap]]);
  return encodeFunctionData({
    abi: parseAbi(['function execute(bytes commands, bytes[] inputs, uint256 deadline) payable']),
    args: ['0x10', [plan], 2n],
  });
}
const amounts = (a: bigint, b: bigint) => encodeAbiParameters(parseAbiParameters('int256, int256'), [a, b]);
const v4 = (sender: Address, a: bigint, b: bigint) => ({
  address: POOL_MANAGER,
  topics: [POOL_SWAP_TOPIC, pad('0x01'), pad(sender)],
  data: amounts(a, b),
});
const v3 = (sender: Address, a: bigint, b: bigint) => ({
  address: V3_POOL,
  topics: [V3_SWAP_TOPIC, pad(sender), pad(sender)],
  data: amounts(a, b),
});

describe('soldFor', () => {
  it('is what the last of the router’s swaps gave, whatever hooks swap in between or after', () => {
    const logs = [v4(UNIVERSAL_ROUTER, -5n, 900n), v4(HOOK, 70n, -8n), v4(UNIVERSAL_ROUTER, 77n, -900n), v4(HOOK, 5_000n, -1n)];
    expect(soldFor(sale(ZORA, ETH), logs)).toBe(77n);
  });

  it('reads a pool of Uniswap v3 from its own side', () => {
    expect(soldFor(sale(ZORA, ETH), [v4(UNIVERSAL_ROUTER, -5n, 900n), v3(UNIVERSAL_ROUTER, 900n, -66n)])).toBe(66n);
  });

  it('says nothing of what does not end in ether, or cannot be read', () => {
    const logs = [v4(UNIVERSAL_ROUTER, -5n, 900n)];
    expect(soldFor(sale(ZORA), logs)).toBeNull();
    expect(soldFor('0x12345678', logs)).toBeNull();
    expect(soldFor(sale(ETH), [v4(HOOK, -5n, 900n)])).toBeNull();
    expect(soldFor(sale(ETH), [{ ...v4(UNIVERSAL_ROUTER, -5n, 900n), address: V3_POOL }])).toBeNull();
  });
});
