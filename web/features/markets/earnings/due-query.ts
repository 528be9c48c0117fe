import { queryOptions } from '@tanstack/react-query';
import { type ContractFunctionParameters, parseAbi } from 'viem';
import type { Claim, DueClaim } from '../../../../shared/launches/collect.ts';
import { PAYOUT_SPLITTER_ABI } from '../../../../shared/launches/splitter.ts';
import { ETH, MULTICALL3 } from '../../../../shared/markets/base-contracts.ts';
import type { ChainClient } from '../../../lib/chain.ts';
import type { Address } from '../coin.ts';
import type { OwnPayout } from './own-payouts-query.ts';

/** What waits in splitters, at a block. */
export type Due = { claims: DueClaim[]; block: number };

const ABI = [...PAYOUT_SPLITTER_ABI, ...parseAbi(['function getBlockNumber() view returns (uint256)'])] as const;

/**
 * Everything that may wait for the viewer: ether, what the coin is paired with, what its trading paid in, and the coin itself, of which a launch gives its
 * payout ten million. Parts that are paid straight to a wallet wait nowhere.
 */
export function claimsOf(payouts: readonly OwnPayout[], paid: readonly { recipient: string; currency: string }[]): Claim[] {
  const claims = new Map<string, Claim>();
  for (const { coin, currency, payout, account } of payouts) {
    if (payout === account) continue;
    const paidIn = paid.filter(each => each.recipient === payout).map(each => each.currency as Address);
    for (const token of [ETH, currency, coin, ...paidIn])
      claims.set(`${payout} ${token} ${account}`, { splitter: payout, token, account });
  }
  return [...claims.values()];
}

/** What the splitters say that they would pay now, in one round trip. @throws when Base does not answer: silence is not "nothing". */
export async function readDue(client: Pick<ChainClient, 'multicall'>, claims: readonly Claim[]): Promise<Due> {
  const asked: ContractFunctionParameters[] = [
    { abi: ABI, address: MULTICALL3, functionName: 'getBlockNumber' },
    ...claims.map(({ splitter, token, account }) => ({
      abi: ABI,
      address: splitter,
      functionName: 'due',
      args: [token, account],
    })),
  ];
  const [block, ...answers] = await client.multicall({ contracts: asked, allowFailure: true, batchSize: 0 });
  if (block?.status !== 'success') throw block?.error ?? new Error('no answer');
  // A splitter that was not made yet, or a token without balances, owes nothing that could be collected.
  const amounts = answers.map(answer => (answer.status === 'success' ? (answer.result as bigint) : 0n));
  const all = claims.map((claim, i): DueClaim => ({ ...claim, amount: amounts[i] ?? 0n }));
  return { claims: all.filter(({ amount }) => amount > 0n), block: Number(block.result) };
}

/** What waits for the viewer now, from the contracts themselves. Another viewer never sees it meanwhile. */
export function dueQuery(userId: string | null, claims: readonly Claim[]) {
  return queryOptions({
    queryKey: ['markets', 'due', userId, claims] as const,
    queryFn: async (): Promise<Due> => {
      const { chain } = await import('../../../lib/chain.ts');
      return readDue(chain(), claims);
    },
    enabled: claims.length > 0,
    staleTime: 5_000,
    refetchInterval: 15_000,
    placeholderData: (known, before) => (before?.queryKey[2] === userId ? known : undefined),
  });
}
