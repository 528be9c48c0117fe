import { coinABI, uniswapV4PoolManagerABI } from '@zoralabs/protocol-deployments';
import { type Abi, type Address, type Log, parseEventLogs } from 'viem';
import { hookAbi } from '../chain/artifacts.ts';
import type { Clients } from '../chain/clients.ts';
import { type Folded, finish, newState } from './fold-coin.ts';
import { type Fold, foldLog, type ToldLog } from './fold-log.ts';
import type { ForeignCoin } from './foreign-coins.ts';

const ABI = [...hookAbi(), ...(coinABI as Abi), ...(uniswapV4PoolManagerABI as Abi)].filter(item => item.type === 'event');

type Decoded = Log<bigint, number, false> & { eventName: string; args: Record<string, unknown> };

/**
 * What the tables must say, from nothing but every log since the first block: decoded by the published ABIs and viem, balances by
 * adding up the plain Transfer events, prices from first principles. It shares no code with the index, on purpose.
 * @param pools which pool prices each currency that is no coin of ours, and what it is traded against.
 */
export async function foldLogs(clients: Clients, coins: readonly ForeignCoin[], pools: Fold['pools']): Promise<Folded> {
  const folded: Folded = { trades: [], prices: [], holders: [], candles: [], rewards: [], migrations: [], coins: [] };
  const fold: Fold = {
    folded,
    states: new Map(coins.map(coin => [coin.address, newState(coin)])),
    rates: new Map(),
    pools,
    senderOf: async hash => (await clients.read.getTransaction({ hash })).from,
  };
  for (const log of await allLogs(clients)) await foldLog(fold, log);
  for (const state of fold.states.values()) finish(state, fold.rates, folded);
  for (const list of Object.values(folded)) list.sort();
  return folded;
}

/** Every log that an ABI knows, in the order of the chain. */
async function allLogs({ read }: Clients): Promise<ToldLog[]> {
  const raw = await read.getLogs({ fromBlock: 0n, toBlock: await read.getBlockNumber() });
  const logs = parseEventLogs({ abi: ABI, logs: raw }) as unknown as Decoded[];
  const times = new Map<bigint, number>();
  for (const { blockNumber } of logs) {
    if (times.has(blockNumber)) continue;
    times.set(blockNumber, Number((await read.getBlock({ blockNumber })).timestamp));
  }
  return logs.map(({ eventName, args, address, blockNumber, logIndex, blockHash, transactionHash }) => ({
    name: eventName,
    args,
    emitter: address.toLowerCase() as Address,
    at: { block: Number(blockNumber), log: logIndex, at: times.get(blockNumber) ?? 0 },
    blockHash,
    transactionHash,
  }));
}
