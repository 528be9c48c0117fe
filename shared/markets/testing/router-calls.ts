import { type Address, encodeAbiParameters, encodeFunctionData, type Hex, parseAbi, parseAbiParameters } from 'viem';
import { ETH, UNIVERSAL_ROUTER } from '../base-contracts.ts';
import { decodeTradeCall, type TradeCall } from '../trade-call.ts';
import type { ExpectedTrade } from '../trade-difference.ts';

export const zora: Address = '0x1111111111166b7fe7bd91427724b487980afc69';
export const coin: Address = '0x00000000000000000000000000000000000c0101';
export const trader: Address = '0x00000000000000000000000000000000000face5';
export const thief: Address = '0x0000000000000000000000000000000000bad0ff';
const hook: Address = '0x0469a4bd3724dc86c9542f4694c976da13c450c0';
export const CALLER: Address = '0x0000000000000000000000000000000000000001';
export const ROUTER: Address = '0x0000000000000000000000000000000000000002';
export const key = { currency0: ETH, currency1: coin, fee: 0x800000, tickSpacing: 200, hooks: hook };

/** A command or an action by its number, with its input. */
export type Step = [number, Hex];
const execute = parseAbi(['function execute(bytes commands, bytes[] inputs, uint256 deadline) payable']);
export const bytesOf = (codes: number[]) => `0x${codes.map(code => code.toString(16).padStart(2, '0')).join('')}` as Hex;
export const router = (steps: Step[], deadline = 99n): Hex =>
  encodeFunctionData({ abi: execute, args: [bytesOf(steps.map(s => s[0])), steps.map(s => s[1]), deadline] });
export const plan = (actions: Step[]): Step => [
  0x10,
  encodeAbiParameters(parseAbiParameters('bytes, bytes[]'), [bytesOf(actions.map(a => a[0])), actions.map(a => a[1])]),
];
export const swap = (zeroForOne: boolean, amountIn: bigint, minimum: bigint, poolKey = key, hookData: Hex = '0x'): Step => [
  0x06,
  encodeAbiParameters(
    parseAbiParameters([
      'Swap swap',
      'struct Swap { PoolKey poolKey; bool zeroForOne; uint128 amountIn; uint128 amountOutMinimum; bytes hookData; }',
      'struct PoolKey { address currency0; address currency1; uint24 fee; int24 tickSpacing; address hooks; }',
    ]),
    [{ poolKey, zeroForOne, amountIn, amountOutMinimum: minimum, hookData }],
  ),
];
export const amountOf = (code: number, token: Address, amount: bigint): Step => [
  code,
  encodeAbiParameters(parseAbiParameters('address, uint256'), [token, amount]),
];
export const settle = (token: Address, amount: bigint, byCaller: boolean): Step => [
  0x0b,
  encodeAbiParameters(parseAbiParameters('address, uint256, bool'), [token, amount, byCaller]),
];
export const toWhom = (code: number, token: Address, recipient: Address, amount: bigint): Step => [
  code,
  encodeAbiParameters(parseAbiParameters('address, address, uint256'), [token, recipient, amount]),
];
/** ETH as WETH, which stays with the router. */
export const wrapped = (amount: bigint): Step => amountOf(0x0b, ROUTER, amount);
/** WETH as ETH for somebody. */
export const unwrapped = (recipient: Address, least: bigint): Step => amountOf(0x0c, recipient, least);
/** Over a v3 pool between two tokens. */
export const swapV3 = (from: Address, to: Address, recipient: Address, amountIn: bigint, byCaller = false): Step => [
  0x00,
  encodeAbiParameters(parseAbiParameters('address, uint256, uint256, bytes, bool'), [
    recipient,
    amountIn,
    0n,
    `0x${from.slice(2)}000bb8${to.slice(2)}`,
    byCaller,
  ]),
];
const PATH_KEY =
  'struct PathKey { address intermediateCurrency; uint256 fee; int24 tickSpacing; address hooks; bytes hookData; }';
export const hop = (to: Address, hookData: Hex = '0x') => ({
  intermediateCurrency: to,
  fee: 3000n,
  tickSpacing: 60,
  hooks: hook,
  hookData,
});
type Path = { currencyIn: Address; path: ReturnType<typeof hop>[]; amountIn: bigint; amountOutMinimum: bigint };
/** Over several pools, as version 2.0 of the router reads it. */
export const swapPath = (path: Path): Hex =>
  encodeAbiParameters(
    parseAbiParameters([
      'Swap swap',
      'struct Swap { address currencyIn; PathKey[] path; uint128 amountIn; uint128 amountOutMinimum; }',
      PATH_KEY,
    ]),
    [path],
  );
/** The same as version 2.1 reads it. */
export const swapPathNewer = (path: Path): Hex =>
  encodeAbiParameters(
    parseAbiParameters([
      'Swap swap',
      'struct Swap { address currencyIn; PathKey[] path; uint256[] maxHopSlippage; uint128 amountIn; uint128 amountOutMinimum; }',
      PATH_KEY,
    ]),
    [{ ...path, maxHopSlippage: [] }],
  );
export const permit = (token: Address, spender: Address, amount: bigint, expiration = 9): Step => [
  0x0a,
  encodeAbiParameters(
    parseAbiParameters([
      'Permit permit, bytes signature',
      'struct Permit { Details details; address spender; uint256 sigDeadline; }',
      'struct Details { address token; uint160 amount; uint48 expiration; uint48 nonce; }',
    ]),
    [{ details: { token, amount, expiration, nonce: 0 }, spender, sigDeadline: 9n }, '0x1234'],
  ),
];

export const buy: ExpectedTrade = { trader, tokenIn: ETH, tokenOut: coin, amountIn: 1000n, minimumOut: 500n };
export const sell: ExpectedTrade = { trader, tokenIn: coin, tokenOut: ETH, amountIn: 1000n, minimumOut: 500n };
export const plainBuy = (amountIn = 1000n, minimum = 500n) =>
  router([plan([swap(true, amountIn, minimum), amountOf(0x0c, ETH, amountIn), amountOf(0x0f, coin, minimum)])]);
export const plainSell = (take: Step = amountOf(0x0f, ETH, 500n)) =>
  router([permit(coin, UNIVERSAL_ROUTER, 1000n), plan([swap(false, 1000n, 500n), amountOf(0x0c, coin, 1000n), take])]);
export const asked = (data: Hex, value: bigint, target = UNIVERSAL_ROUTER): TradeCall => ({ target, data, value });
export const field = (call: TradeCall, expected: ExpectedTrade) => {
  const checked = decodeTradeCall(call, expected);
  return checked.ok ? 'ok' : checked.difference.field;
};

/** With one byte changed. */
export function flipped(data: Hex, at: number, flip: number): Hex {
  const start = 2 + at * 2;
  const byte = (Number.parseInt(data.slice(start, start + 2), 16) ^ flip).toString(16).padStart(2, '0');
  return `${data.slice(0, start)}${byte}${data.slice(start + 2)}` as Hex;
}
