import { encodeAbiParameters, encodeFunctionData, parseAbi, parseAbiParameters } from 'viem';
import { ETH, UNIVERSAL_ROUTER } from '../../../../shared/markets/base-contracts.ts';
import type { TradeCall } from '../../../../shared/markets/trade-call.ts';
import type { Address } from '../coin.ts';
import type { Side } from '../trade/side.ts';

const EXECUTE = parseAbi(['function execute(bytes commands, bytes[] inputs, uint256 deadline) payable']);
const SWAP = parseAbiParameters([
  'Swap swap',
  'struct Swap { PoolKey poolKey; bool zeroForOne; uint128 amountIn; uint128 amountOutMinimum; bytes hookData; }',
  'struct PoolKey { address currency0; address currency1; uint24 fee; int24 tickSpacing; address hooks; }',
]);

/** The calldata of a plain swap on Uniswap v4 as Zora's API makes it, for tests. */
export function routerCall({
  side,
  coin,
  amountIn,
  minimumOut,
}: {
  side: Side;
  coin: Address;
  amountIn: bigint;
  minimumOut: bigint;
}): TradeCall {
  const buy = side === 'buy';
  const poolKey = {
    currency0: ETH,
    currency1: coin,
    fee: 0x800000,
    tickSpacing: 200,
    hooks: '0x0469a4bd3724dc86c9542f4694c976da13c450c0',
  } as const;
  const currencyAmount = (token: Address, amount: bigint) =>
    encodeAbiParameters(parseAbiParameters('address, uint256'), [token, amount]);
  const plan = encodeAbiParameters(parseAbiParameters('bytes, bytes[]'), [
    '0x060c0f',
    [
      encodeAbiParameters(SWAP, [{ poolKey, zeroForOne: buy, amountIn, amountOutMinimum: minimumOut, hookData: '0x' }]),
      currencyAmount(buy ? ETH : coin, amountIn),
      currencyAmount(buy ? coin : ETH, minimumOut),
    ],
  ]);
  const data = encodeFunctionData({ abi: EXECUTE, args: ['0x10', [plan], 2_000_000_000n] });
  return { target: UNIVERSAL_ROUTER, data, value: buy ? amountIn : 0n };
}
