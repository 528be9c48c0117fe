import type { Hex, TransactionReceipt } from 'viem';
import { lowerAddress } from '../../../../shared/kernel/hex.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import type { ChainLog } from '../../../../shared/markets/coin-facts.ts';
import { readCoinLogs } from '../../../../shared/markets/read-coin-logs.ts';
import { soldFor } from '../../../../shared/markets/sold-for.ts';
import type { Address, Coin } from '../coin.ts';
import type { Receipt } from './execution.ts';

type ReceiptFacts = Pick<TransactionReceipt, 'status' | 'gasUsed' | 'effectiveGasPrice' | 'logs'>;

/**
 * What a trade really did: the coins by which the trader has more or fewer, the ether for them, and what the network kept. Ether
 * is counted where it is ether, never in the currency of the coin's pool: a buy pays exactly what it said, a sale brought what
 * its last swap gave. Null where a receipt cannot say it.
 */
export function readReceipt(
  receipt: ReceiptFacts,
  coin: Pick<Coin, 'address' | 'poolId' | 'poolKey' | 'currency'>,
  { trader, data, value }: { trader: Address; data: Hex; value: bigint },
): Receipt {
  const fee = feeOf(receipt);
  if (receipt.status !== 'success') return { landed: false, fee, coinAmount: 0n, ether: null, price: null };
  const logs = receipt.logs.map(
    (log): ChainLog => ({
      address: lowerAddress(log.address),
      topics: log.topics,
      data: log.data,
      blockNumber: Number(log.blockNumber),
      blockHash: log.blockHash,
      blockAt: unixMs(0),
      logIndex: log.logIndex,
      transactionHash: log.transactionHash,
    }),
  );
  const pools = [{ poolId: coin.poolId, hook: coin.poolKey.hooks }];
  const facts = readCoinLogs(logs, [
    { coinAddress: coin.address, currency: coin.currency, createdBlock: 0, createdBlockHash: '0x', pools },
  ]);
  const moved = (end: 'sender' | 'recipient') =>
    facts.transfers.filter(each => each[end] === lowerAddress(trader)).reduce((sum, each) => sum + each.amount, 0n);
  const [came, went] = [moved('recipient'), moved('sender')];
  const coinAmount = came > went ? came - went : went - came;
  const last = facts.prices.at(-1);
  const price = last?.price != null ? { price: last.price, block: last.blockNumber, logIndex: last.logIndex } : null;
  return {
    // A smart wallet's call may fail within a transaction of others that does not.
    landed: coinAmount > 0n,
    fee,
    coinAmount,
    ether: value > 0n ? value : soldFor(data, logs),
    price,
  };
}

/** What the network kept of a transaction, in wei. */
export function feeOf({ gasUsed, effectiveGasPrice }: Pick<TransactionReceipt, 'gasUsed' | 'effectiveGasPrice'>): bigint {
  return gasUsed * effectiveGasPrice;
}
