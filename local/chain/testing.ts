import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coinFactoryABI, encodeMultiCurvePoolConfig } from '@zoralabs/protocol-deployments';
import {
  type Abi,
  type Address,
  type Hex,
  keccak256,
  parseEther,
  parseEventLogs,
  type TransactionReceipt,
  toHex,
  zeroAddress,
} from 'viem';
import { type LocalConfig, localConfig } from '../config.ts';
import type { LocalAccount } from './accounts.ts';
import { ADDRESSES } from './addresses.ts';
import { uniswapArtifacts } from './artifacts.ts';
import { type ChainPart, startChain } from './index.ts';
import { encodeExecute, type PoolKey, planSwap } from './zora-api/router-call.ts';

/** Set-up for the tests of this folder. What compiles from the sources alone is shared with every world of this checkout. */
const SHARED_CACHE = localConfig().cacheDir;

export type TestChain = { chain: ChainPart; config: LocalConfig; stop: () => Promise<void> };

/** A configuration with a data folder that `remove` deletes. */
export async function testConfig(firstPort: number): Promise<{ config: LocalConfig; remove: () => Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gigavibe-chain-'));
  return {
    config: localConfig({ firstPort, dataDir, cacheDir: SHARED_CACHE }),
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}

/** A new chain in a folder of its own. It makes blocks for transactions only, so that a test decides what time it is. */
export async function startTestChain(firstPort: number): Promise<TestChain> {
  const { config, remove } = await testConfig(firstPort);
  const chain = await startChain(config, undefined, { blockSeconds: 0 });
  const stop = async () => {
    await chain.stop();
    await remove();
  };
  return { chain, config, stop };
}

/** A curve with several positions, one far below the next, as a coin's pool may have it. */
export const TEST_CURVE = {
  currency: zeroAddress,
  tickLower: [-200_000],
  tickUpper: [-160_000],
  numDiscoveryPositions: [5],
  maxDiscoverySupplyShare: [parseEther('0.9')],
};

export type LaunchInput = Partial<{
  caller: LocalAccount;
  payout: Address;
  owners: Address[];
  uri: string;
  name: string;
  symbol: string;
  poolConfig: Hex;
  platformReferrer: Address;
  coinSalt: Hex;
}>;

/** The arguments of `deploy` and `coinAddress` for one launch. */
export function launchArgs(chain: ChainPart, input: LaunchInput) {
  const { creator, platformReferrer } = chain.accounts;
  const {
    payout = creator.address,
    owners = [creator.address],
    uri = 'ipfs://metadata',
    name = 'Night Bus',
    symbol = 'BUS',
  } = input;
  const poolConfig = input.poolConfig ?? encodeMultiCurvePoolConfig(TEST_CURVE);
  const referrer = input.platformReferrer ?? platformReferrer.address;
  const salt = input.coinSalt ?? keccak256(toHex('a salt'));
  return {
    deploy: [payout, owners, uri, name, symbol, poolConfig, referrer, zeroAddress, '0x', salt] as const,
    address: [(input.caller ?? chain.accounts.launchWallet).address, name, symbol, poolConfig, referrer, salt] as const,
  };
}

export type Launched = { coin: Address; key: PoolKey; poolId: Hex; receipt: TransactionReceipt };

/** Creates a coin through the factory. */
export async function launch(chain: ChainPart, input: LaunchInput = {}): Promise<Launched> {
  const wallet = chain.clients.walletOf(input.caller ?? chain.accounts.launchWallet);
  const args = launchArgs(chain, input).deploy;
  const { request } = await chain.clients.read.simulateContract({
    account: wallet.account,
    abi: coinFactoryABI,
    address: ADDRESSES.coinFactory,
    functionName: 'deploy',
    args,
  });
  const receipt = await chain.clients.read.waitForTransactionReceipt({ hash: await wallet.writeContract(request) });
  const [created] = parseEventLogs({ abi: coinFactoryABI, logs: receipt.logs, eventName: 'CoinCreatedV4' });
  if (!created) throw new Error('no coin was created');
  return { coin: created.args.coin, key: created.args.poolKey, poolId: created.args.poolKeyHash, receipt };
}

export type Trade = { by: LocalAccount; amountIn: bigint; hookData?: Hex };

/** The pool of a coin that is about to be created, as its inputs foretell it. */
export async function foretellPool(chain: ChainPart, input: LaunchInput): Promise<PoolKey> {
  const coin = await chain.clients.read.readContract({
    abi: coinFactoryABI,
    address: ADDRESSES.coinFactory,
    functionName: 'coinAddress',
    args: launchArgs(chain, input).address,
  });
  return { currency0: zeroAddress, currency1: coin, fee: 0x800000, tickSpacing: 200, hooks: ADDRESSES.coinHook };
}

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

/** The pool's price as the pool manager has it. */
export async function sqrtPriceOf(chain: ChainPart, poolId: Hex): Promise<bigint> {
  const abi = uniswapArtifacts.stateView().abi as Abi;
  const address = ADDRESSES.stateView;
  const slot0 = await chain.clients.read.readContract({ abi, address, functionName: 'getSlot0', args: [poolId] });
  const [sqrtPriceX96] = slot0 as [bigint];
  return sqrtPriceX96;
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
