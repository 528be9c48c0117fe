import { coinABI, coinFactoryABI } from '@zoralabs/protocol-deployments';
import { type Address, formatEther } from 'viem';
import { ADDRESSES } from '../addresses.ts';
import { CHAIN_ID } from '../anvil.ts';
import type { Clients } from '../clients.ts';
import { type Answer, ok, refused } from './answer.ts';

const MS_PER_SECOND = 1000;

/** Answers GET /coin with what the chain itself says. Markets, profiles, holders and comments are an indexer's, and left out. */
export async function coin(clients: Clients, address: Address): Promise<Answer> {
  const version = await clients.read.readContract({
    abi: coinFactoryABI,
    address: ADDRESSES.coinFactory,
    functionName: 'getVersionForDeployedCoin',
    args: [address],
  });
  if (version === 0) return refused(404, 'No such coin.');
  const read = { abi: coinABI, address } as const;
  const [name, symbol, tokenUri, totalSupply, creatorAddress, platformReferrerAddress, [createdAt]] = await Promise.all([
    clients.read.readContract({ ...read, functionName: 'name' }),
    clients.read.readContract({ ...read, functionName: 'symbol' }),
    clients.read.readContract({ ...read, functionName: 'tokenURI' }),
    clients.read.readContract({ ...read, functionName: 'totalSupply' }),
    clients.read.readContract({ ...read, functionName: 'payoutRecipient' }),
    clients.read.readContract({ ...read, functionName: 'platformReferrer' }),
    clients.read.readContract({ ...read, functionName: 'creationInfo' }),
  ]);
  return ok({
    zora20Token: {
      id: `${CHAIN_ID}:${address}`,
      address,
      chainId: CHAIN_ID,
      coinType: 'CONTENT',
      name,
      symbol,
      tokenUri,
      totalSupply: formatEther(totalSupply),
      createdAt: new Date(Number(createdAt) * MS_PER_SECOND).toISOString(),
      creatorAddress,
      payoutRecipientAddress: creatorAddress,
      platformReferrerAddress,
      platformBlocked: false,
    },
  });
}
