import { createPublicClient, createWalletClient, erc20Abi, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { base } from 'viem/chains';
import { config, currentUser } from './config.ts';
import type { LookUpToken, TokenInfo } from './describe/description.ts';

const transport = http(config.rpcUrl);

export const chain = base;
export const account = privateKeyToAccount(currentUser.privateKey);
export const node = createPublicClient({ chain, transport, pollingInterval: 250 });
export const signer = createWalletClient({ account, chain, transport });

const known = new Map<string, Promise<TokenInfo | null>>();

/** Symbol and decimals from the token itself; null when it does not answer like an ERC-20. */
export const lookUpToken: LookUpToken = address => {
  const read = async (): Promise<TokenInfo | null> => {
    const ask = <T extends 'symbol' | 'decimals'>(functionName: T) => node.readContract({ abi: erc20Abi, address, functionName });
    const [symbol, decimals] = await Promise.all([ask('symbol'), ask('decimals')]);
    return { symbol: String(symbol), decimals: Number(decimals) };
  };
  const found = known.get(address) ?? read().catch(() => null);
  known.set(address, found);
  return found;
};
