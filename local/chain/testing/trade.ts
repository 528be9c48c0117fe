import type { Address, Hex, TransactionReceipt } from 'viem';
import type { LocalAccount } from '../accounts.ts';
import { ADDRESSES } from '../addresses.ts';
import type { ChainPart } from '../index.ts';
import { encodeExecute, type PoolKey, planSwap } from '../zora-api/router-call.ts';
import type { Launched } from './launch.ts';

export type Trade = { by: LocalAccount; amountIn: bigint; hookData?: Hex };

/** Buys with ETH through the Universal Router, taking whatever comes out. */
export function buy(chain: ChainPart, { key }: Pick<Launched, 'key'>, trade: Trade): Promise<TransactionReceipt> {
  return swap(chain, key, trade, { tokenIn: key.currency0, tokenOut: key.currency1, value: trade.amountIn });
}

/** Sells coins that Permit2 may take. See `allowSelling`. */
export function sell(chain: ChainPart, { key }: Pick<Launched, 'key'>, trade: Trade): Promise<TransactionReceipt> {
  return swap(chain, key, trade, { tokenIn: key.currency1, tokenOut: key.currency0, value: 0n });
}

type Direction = { tokenIn: Address; tokenOut: Address; value: bigint };

async function swap(chain: ChainPart, key: PoolKey, trade: Trade, { value, ...direction }: Direction) {
  const { read, walletOf } = chain.clients;
  const sender = trade.by.address;
  const { amountIn, hookData = '0x' } = trade;
  const plan = planSwap({ key, ...direction, amountIn, amountOutMinimum: 0n, sender, recipient: sender, hookData });
  const { timestamp } = await read.getBlock();
  const data = encodeExecute(plan, timestamp + 600n);
  const call = { to: ADDRESSES.universalRouter, data, value };
  // What a swap costs depends on the swaps that get in before it.
  const gas = ((await read.estimateGas({ account: sender, ...call })) * 3n) / 2n;
  const hash = await walletOf(trade.by).sendTransaction({ ...call, gas });
  const receipt = await read.waitForTransactionReceipt({ hash });
  if (receipt.status !== 'success') throw new Error('the swap reverted');
  return receipt;
}

const APPROVALS = [
  {
    type: 'function',
    name: 'approve',
    stateMutability: 'nonpayable',
    inputs: [{ type: 'address' }, { type: 'address' }, { type: 'uint160' }, { type: 'uint48' }],
    outputs: [],
  },
] as const;

/** Lets the router have somebody's coins through Permit2, without a signature for each sale. */
export async function allowSelling(chain: ChainPart, coin: Address, by: LocalAccount): Promise<void> {
  const wallet = chain.clients.walletOf(by);
  const { permit2, universalRouter } = ADDRESSES;
  const erc20 = [{ ...APPROVALS[0], inputs: [{ type: 'address' }, { type: 'uint256' }] }] as const;
  const hashes = [
    await wallet.writeContract({ abi: erc20, address: coin, functionName: 'approve', args: [permit2, 2n ** 256n - 1n] }),
    await wallet.writeContract({
      abi: APPROVALS,
      address: permit2,
      functionName: 'approve',
      args: [coin, universalRouter, 2n ** 160n - 1n, 2 ** 48 - 1],
    }),
  ];
  for (const hash of hashes) await chain.clients.read.waitForTransactionReceipt({ hash });
}
