import { type Address, type Log, type PublicClient, parseEventLogs } from 'viem';
import { lowerAddress } from '../../../../shared/kernel/hex.ts';
import { type UnixMs, unixMs } from '../../../../shared/kernel/units.ts';
import { COIN_FACTORY_ABI } from '../../../../shared/launches/deploy-call.ts';
import type { CoinCreation } from '../../../../shared/launches/launch.ts';
import { poolIdOf } from '../../../../shared/markets/pool-id.ts';

/** Nodes answer log queries of this many blocks at most. */
const LOG_RANGE = 5_000n;

/** The creation of a coin in the factory's logs, looked for from the newest block back to `since`; null where there is none. */
export async function findCreation(
  client: PublicClient,
  { factory, account, coin, since }: { factory: Address; account: Address; coin: Address; since: UnixMs },
): Promise<CoinCreation | null> {
  const event = COIN_FACTORY_ABI.find(item => item.type === 'event');
  let toBlock = await client.getBlockNumber();
  for (;;) {
    const fromBlock = toBlock > LOG_RANGE ? toBlock - LOG_RANGE + 1n : 0n;
    const logs = await client.getLogs({
      address: factory,
      ...(event && { event, args: { caller: account } }),
      fromBlock,
      toBlock,
    });
    const ours = logs.filter(log => (log.args as { coin?: Address }).coin?.toLowerCase() === coin);
    if (ours.length > 0) return creationIn(client, factory, ours);
    if (fromBlock === 0n || Number((await client.getBlock({ blockNumber: fromBlock })).timestamp) * 1000 < since) return null;
    toBlock = fromBlock - 1n;
  }
}

/** The first coin that the factory says in these logs to have made. @throws when its block is not the log's */
export async function creationIn(client: PublicClient, factory: Address, logs: Log[]): Promise<CoinCreation | null> {
  const [log] = parseEventLogs({ abi: COIN_FACTORY_ABI, eventName: 'CoinCreatedV4', logs }).filter(
    created => lowerAddress(created.address) === lowerAddress(factory),
  );
  if (!log?.blockHash || !log.transactionHash || log.blockNumber === null) return null;
  const block = await client.getBlock({ blockHash: log.blockHash });
  if (block.number !== log.blockNumber) throw new Error('the log is of another block');
  const { poolKey } = log.args;
  return {
    coin: lowerAddress(log.args.coin),
    name: log.args.name,
    symbol: log.args.symbol,
    currency: lowerAddress(log.args.currency),
    poolKey: {
      ...poolKey,
      currency0: lowerAddress(poolKey.currency0),
      currency1: lowerAddress(poolKey.currency1),
      hooks: lowerAddress(poolKey.hooks),
    },
    poolId: poolIdOf(poolKey),
    uri: log.args.uri,
    payout: lowerAddress(log.args.payoutRecipient),
    transactionHash: log.transactionHash,
    blockNumber: Number(log.blockNumber),
    blockHash: log.blockHash,
    blockAt: unixMs(Number(block.timestamp) * 1000),
  };
}
