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
import type { LocalAccount } from '../accounts.ts';
import { ADDRESSES } from '../addresses.ts';
import { uniswapArtifacts } from '../artifacts.ts';
import type { ChainPart } from '../index.ts';
import type { PoolKey } from '../zora-api/router-call.ts';

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

/** The pool's price as the pool manager has it. */
export async function sqrtPriceOf(chain: ChainPart, poolId: Hex): Promise<bigint> {
  const abi = uniswapArtifacts.stateView().abi as Abi;
  const address = ADDRESSES.stateView;
  const slot0 = await chain.clients.read.readContract({ abi, address, functionName: 'getSlot0', args: [poolId] });
  const [sqrtPriceX96] = slot0 as [bigint];
  return sqrtPriceX96;
}
