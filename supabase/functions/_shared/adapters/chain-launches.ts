import {
  type Address,
  BaseError,
  decodeFunctionResult,
  encodeFunctionData,
  type Hex,
  type Log,
  numberToHex,
  type PublicClient,
  parseAbi,
} from 'viem';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import { lowerAddress } from '../../../../shared/kernel/hex.ts';
import { COIN_FACTORY_ABI, type DeployIntent, type LaunchCall } from '../../../../shared/launches/deploy-call.ts';
import type { LaunchChain, LaunchReceipt } from '../../../../shared/launches/launch-chain.ts';
import { ETH_CURVE, encodePoolConfig } from '../../../../shared/launches/pool-config.ts';
import { poolIdOf } from '../../../../shared/markets/pool-id.ts';
import { POOL_KEY } from '../../../../shared/markets/pool-key.ts';
import { broadcast, wrongChain } from './chain-broadcast.ts';
import { askChain } from './chain-client.ts';
import { creationIn, findCreation } from './chain-creations.ts';

const COIN_ABI = parseAbi([POOL_KEY, 'function getPoolKey() view returns (PoolKey)']);
/** `wallet` is the server's, `factory` the contract that it calls. */
export type LaunchSettings = { wallet: Address; factory: Address; chainId: number };
/** The state that a question is about: the newest, or that after a block. */
type State = { blockTag: 'latest' } | { blockNumber: bigint };

/**
 * The chain as launches see it, by one node. Each answer comes with the node's chain id in the same request: one of another chain is
 * no answer. With a block `at`, what comes after it is not there yet: so two nodes can be asked the same.
 */
export function launchChain(client: PublicClient, { wallet, factory, chainId }: LaunchSettings, at?: bigint): LaunchChain {
  const account = lowerAddress(wallet);
  const state: State = at === undefined ? { blockTag: 'latest' } : { blockNumber: at };
  const isLater = (block: number) => at !== undefined && block > at;
  const ask = <T>(call: () => Promise<T>): Promise<T> =>
    askChain(async () => {
      const [id, answer] = await Promise.allSettled([client.getChainId(), call()]);
      if (id.status === 'fulfilled' && id.value !== chainId) throw wrongChain();
      if (answer.status === 'rejected') throw answer.reason;
      if (id.status === 'rejected') throw id.reason;
      return answer.value;
    });
  return {
    wallet: account,
    pendingCount: () => ask(() => client.getTransactionCount({ address: account, blockTag: 'pending' })),
    minedCount: () => ask(() => client.getTransactionCount({ address: account, ...state })),
    balance: () => ask(() => client.getBalance({ address: account })),
    predictCoin: intent => ask(() => predictCoin(client, state, { account, factory, intent })),
    hasCode: address => ask(async () => (await client.getCode({ address, ...state })) !== undefined),
    simulate: call => ask(() => simulate(client, state, account, call)),
    fees: () => ask(() => fees(client)),
    broadcast: raw => ask(() => broadcast(client, raw)),
    receipt: hash =>
      ask(async () => {
        const found = await receipt(client, factory, hash);
        return found && isLater(found.blockNumber) ? null : found;
      }),
    findCreation: (coin, since) => ask(() => findCreation(client, { factory, account, coin, since })),
    poolOf: coin =>
      ask(async () =>
        poolIdOf(await client.readContract({ address: coin, abi: COIN_ABI, functionName: 'getPoolKey', ...state })),
      ),
    blockHash: number => ask(async () => (isLater(number) ? null : blockHash(client, number))),
    finalizedBlock: () => ask(async () => Number((await client.getBlock({ blockTag: 'finalized' })).number)),
  };
}

async function predictCoin(
  client: PublicClient,
  state: State,
  { account, factory, intent }: { account: Address; factory: Address; intent: DeployIntent },
): Promise<Address> {
  const args = [account, intent.name, intent.symbol, encodePoolConfig(ETH_CURVE), intent.platformReferrer, intent.salt] as const;
  const { data } = await client.call({
    to: factory,
    data: encodeFunctionData({ abi: COIN_FACTORY_ABI, functionName: 'coinAddress', args }),
    ...state,
  });
  return lowerAddress(decodeFunctionResult({ abi: COIN_FACTORY_ABI, functionName: 'coinAddress', data: data ?? '0x' }));
}

/** On what is mined: nodes differ in whether they count what waits, and a transaction that is to be replaced would be refused beside itself. */
async function simulate(client: PublicClient, state: State, account: Address, call: LaunchCall): Promise<bigint> {
  return client.estimateGas({ account, ...call, ...state }).catch(error => {
    const reverted = error instanceof BaseError && error.walk(cause => (cause as Error).name === 'ExecutionRevertedError');
    if (!reverted) throw error;
    throw new AppError('launches/would-revert', 'The factory would refuse the coin right now.', {
      status: 503,
      retryable: true,
      facts: { said: (error as BaseError).shortMessage },
      cause: error,
    });
  });
}

/** Twice the base fee, so that a full block or six do not strand the transaction, and the tip that the node suggests. */
async function fees(client: PublicClient) {
  const [block, tip] = await Promise.all([
    client.getBlock({ blockTag: 'latest' }),
    client.request({ method: 'eth_maxPriorityFeePerGas' }),
  ]);
  const maxPriorityFeePerGas = BigInt(tip);
  return { maxPriorityFeePerGas, maxFeePerGas: (block.baseFeePerGas ?? 0n) * 2n + maxPriorityFeePerGas };
}

async function receipt(client: PublicClient, factory: Address, hash: Hex): Promise<LaunchReceipt | null> {
  const found = await client.request({ method: 'eth_getTransactionReceipt', params: [hash] });
  if (!found) return null;
  if (
    found.transactionHash !== hash ||
    !found.logs.every(log => log.transactionHash === hash && log.blockHash === found.blockHash)
  )
    throw new Error('the receipt is of another transaction');
  const success = found.status === '0x1';
  const creation = success ? await creationIn(client, factory, found.logs as unknown as Log[]) : null;
  // Rollups put the price of publishing the data on top, in a field of their own.
  const { l1Fee } = found as { l1Fee?: Hex };
  const fee = BigInt(found.gasUsed) * BigInt(found.effectiveGasPrice) + BigInt(l1Fee ?? 0);
  return { success, blockNumber: Number(found.blockNumber), blockHash: found.blockHash, fee, creation };
}

async function blockHash(client: PublicClient, number: number): Promise<Hex | null> {
  const block = await client.request({ method: 'eth_getBlockByNumber', params: [numberToHex(number), false] });
  return block?.hash ?? null;
}
