import { type Address, parseEventLogs } from 'viem';
import { COIN_FACTORY_ABI } from '../../../shared/launches/deploy-call.ts';
import { SPLITTER_FACTORY, SPLITTER_FACTORY_ABI } from '../../../shared/launches/splitter.ts';
import type { ChainPart } from '../../chain/index.ts';

/** How often each coin was created, by its address: more than once would be a fault. */
export async function creationsOn(chain: ChainPart): Promise<Map<string, number>> {
  const logs = parseEventLogs({
    abi: COIN_FACTORY_ABI,
    eventName: 'CoinCreatedV4',
    logs: await chain.clients.read.getLogs({ address: chain.addresses.coinFactory, fromBlock: 0n }),
  });
  const seen = new Map<string, number>();
  for (const { args } of logs) seen.set(args.coin.toLowerCase(), (seen.get(args.coin.toLowerCase()) ?? 0) + 1);
  return seen;
}

/** The block in which a splitter was made. */
export async function splitterBlockOn(chain: ChainPart, splitter: Address): Promise<number> {
  const logs = await chain.clients.read.getLogs({ address: SPLITTER_FACTORY, fromBlock: 0n });
  const made = parseEventLogs({ abi: SPLITTER_FACTORY_ABI, eventName: 'SplitterCreated', logs });
  const found = made.find(({ args }) => args.splitter.toLowerCase() === splitter);
  if (!found) throw new Error('no such splitter was made');
  return Number(found.blockNumber);
}
