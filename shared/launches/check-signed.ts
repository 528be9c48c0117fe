import { type Address, type Hex, parseTransaction, recoverTransactionAddress } from 'viem';
import { signerErred } from './errors.ts';
import type { UnsignedLaunch } from './launch-chain.ts';

/**
 * Holds a signed transaction against what the signer was asked for: the key may be elsewhere, and what comes back is on its way to the chain.
 * @throws AppError `launches/signer-erred` when it is another transaction, or another wallet's.
 */
export async function checkSigned(raw: Hex, asked: UnsignedLaunch, wallet: Address): Promise<void> {
  const difference = await differenceOf(raw, asked, wallet);
  if (difference) throw signerErred(difference);
}

async function differenceOf(raw: Hex, asked: UnsignedLaunch, wallet: Address): Promise<string | null> {
  try {
    const signed = parseTransaction(raw);
    if (signed.type !== 'eip1559') return 'another kind of transaction';
    if (signed.chainId !== asked.chainId) return 'another chain';
    if (signed.to?.toLowerCase() !== asked.to.toLowerCase()) return 'another contract';
    if ((signed.data ?? '0x') !== asked.data) return 'other calldata';
    if ((signed.value ?? 0n) !== asked.value) return 'another value';
    if ((signed.nonce ?? 0) !== asked.nonce) return 'another nonce';
    if (signed.gas !== asked.gas) return 'other gas';
    // It costs gas that the simulation did not count.
    if (signed.accessList?.length) return 'an access list';
    if (signed.maxFeePerGas !== asked.maxFeePerGas || (signed.maxPriorityFeePerGas ?? 0n) !== asked.maxPriorityFeePerGas)
      return 'other fees';
    const signer = await recoverTransactionAddress({ serializedTransaction: raw as `0x02${string}` });
    return signer.toLowerCase() === wallet.toLowerCase() ? null : 'another wallet’s signature';
  } catch {
    return 'nothing that can be read';
  }
}
