import {
  type Address,
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  erc20Abi,
  parseAbi,
  parseAbiParameters,
  zeroAddress,
} from 'viem';
import type { LocalAccount } from '../chain/accounts.ts';
import type { ChainPart } from '../chain/index.ts';
import { encodeExecute, type PoolKey, planSwap } from '../chain/zora-api/router-call.ts';
import { type ForeignCoins, send } from './foreign-coins.ts';

const DEADLINE = 2n ** 63n;
const PERMIT2 = parseAbi(['function approve(address token, address spender, uint160 amount, uint48 expiration)']);
const PLAN = parseAbiParameters('bytes actions, bytes[] parameters');
const PATH = parseAbiParameters([
  'Swap swap',
  'struct Swap { address currencyIn; PathKey[] path; uint256[] maxHopSlippage; uint128 amountIn; uint128 amountOutMinimum; }',
  'struct PathKey { address intermediateCurrency; uint256 fee; int24 tickSpacing; address hooks; bytes hookData; }',
]);
const CURRENCY_AMOUNT = parseAbiParameters('address currency, uint256 amount');

/** Lets the router have somebody's tokens through Permit2, for good: the test is not about permits. */
export async function allowTrading(chain: ChainPart, by: LocalAccount, tokens: readonly Address[]): Promise<void> {
  const { permit2, universalRouter } = chain.addresses;
  for (const token of tokens) {
    await send(chain, by, token, encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [permit2, 2n ** 255n] }));
    const args = [token, universalRouter, 2n ** 160n - 1n, 2 ** 48 - 1] as const;
    await send(chain, by, permit2, encodeFunctionData({ abi: PERMIT2, functionName: 'approve', args }));
  }
}

/** One swap in a coin's own pool, through the real router. */
export async function swapIn(
  chain: ChainPart,
  key: PoolKey,
  by: LocalAccount,
  tokenIn: Address,
  amountIn: bigint,
): Promise<void> {
  const tokenOut = tokenIn === key.currency0 ? key.currency1 : key.currency0;
  const sender = by.address;
  const plan = planSwap({ key, tokenIn, tokenOut, amountIn, amountOutMinimum: 0n, sender, recipient: sender, hookData: '0x' });
  await send(chain, by, chain.addresses.universalRouter, encodeExecute(plan, DEADLINE), tokenIn === zeroAddress ? amountIn : 0n);
}

/** From ETH over as many pools as it takes to a coin, in one transaction. */
export async function buyOverRoute(
  chain: ChainPart,
  coins: ForeignCoins,
  by: LocalAccount,
  route: readonly Address[],
  amountIn: bigint,
): Promise<void> {
  const path = await Promise.all(
    route.map(async token => {
      const { fee, tickSpacing, hooks } = await coins.keyOf(token);
      return { intermediateCurrency: token, fee: BigInt(fee), tickSpacing, hooks, hookData: '0x' as const };
    }),
  );
  const parameters = [
    encodeAbiParameters(PATH, [{ currencyIn: zeroAddress, path, maxHopSlippage: [], amountIn, amountOutMinimum: 0n }]),
    encodeAbiParameters(CURRENCY_AMOUNT, [zeroAddress, amountIn]),
    encodeAbiParameters(CURRENCY_AMOUNT, [route.at(-1) ?? zeroAddress, 0n]),
  ];
  const plan = encodeAbiParameters(PLAN, [concatHex(['0x07', '0x0c', '0x0f']), parameters]);
  const data = encodeExecute({ commands: ['0x10'], inputs: [plan] }, DEADLINE);
  await send(chain, by, chain.addresses.universalRouter, data, amountIn);
}
