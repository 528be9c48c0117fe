import { createPublicClient, createWalletClient, erc20Abi, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { base } from 'viem/chains';
import { once } from '../../../../shared/kernel/once.ts';
import { config, currentUser } from './config.ts';
import type { LookUpToken, TokenInfo } from './describe/description.ts';

const transport = http(config.rpcUrl);

export const chain = base;
export const account = privateKeyToAccount(currentUser.privateKey);
export const node = createPublicClient({ chain, transport, pollingInterval: 250 });
export const signer = createWalletClient({ account, chain, transport });

const known = new Map<string, () => Promise<TokenInfo>>();

/** Symbol and decimals from the token itself; null when it does not answer like an ERC-20, until it does. */
export const lookUpToken: LookUpToken = address => {
  const read = async (): Promise<TokenInfo> => {
    const ask = <T extends 'symbol' | 'decimals'>(functionName: T) => node.readContract({ abi: erc20Abi, address, functionName });
    const [symbol, decimals] = await Promise.all([ask('symbol'), ask('decimals')]);
    return { symbol: String(symbol), decimals: Number(decimals) };
  };
  const ask = known.get(address) ?? once(read);
  known.set(address, ask);
  return ask().catch(() => null);
};

/** Per gas, in wei: what Base's block makers are content with. */
const TIP = 1_000_000n;

/** Fees that hold for several blocks: twice the base fee. Asked of the block, since nodes' own estimates of the tip ignore Base's low fees. */
export async function currentFees(): Promise<{ maxFeePerGas: bigint; maxPriorityFeePerGas: bigint }> {
  const { baseFeePerGas } = await node.getBlock();
  return { maxFeePerGas: (baseFeePerGas ?? 0n) * 2n + TIP, maxPriorityFeePerGas: TIP };
}
