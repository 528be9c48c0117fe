import { privateKeyToAccount } from 'viem/accounts';
import { describe, expect, it } from 'vitest';
import { checkSigned } from './check-signed.ts';
import type { UnsignedLaunch } from './launch-chain.ts';

const account = privateKeyToAccount(`0x${'11'.repeat(32)}`);
const other = privateKeyToAccount(`0x${'22'.repeat(32)}`);
const asked: UnsignedLaunch = {
  to: '0x777777751622c0d3258f214f9df38e35bf45baf3',
  data: '0xdeadbeef',
  value: 0n,
  chainId: 8453,
  nonce: 7,
  gas: 100_000n,
  maxFeePerGas: 20n,
  maxPriorityFeePerGas: 2n,
};
const signed = (change: Partial<UnsignedLaunch>, by = account) => by.signTransaction({ type: 'eip1559', ...asked, ...change });

describe('what the signer gives back', () => {
  it('is what was asked for', async () => {
    await expect(checkSigned(await signed({}), asked, account.address)).resolves.toBeUndefined();
    const bare = { ...asked, nonce: 0, data: '0x' as const, maxPriorityFeePerGas: 0n };
    await expect(checkSigned(await signed(bare), bare, account.address)).resolves.toBeUndefined();
  });

  it.each([
    ['another chain', { chainId: 1 }],
    ['another contract', { to: other.address }],
    ['other calldata', { data: '0xdeadbeee' }],
    ['another value', { value: 1n }],
    ['another nonce', { nonce: 8 }],
    ['other gas', { gas: 100_001n }],
    ['other fees', { maxFeePerGas: 21n }],
    ['other fees', { maxPriorityFeePerGas: 3n }],
  ] as const)('is refused for %s', async (difference, change) => {
    await expect(checkSigned(await signed(change), asked, account.address)).rejects.toThrow(difference);
  });

  it('is refused with another wallet’s signature, of another kind, or when it is nothing', async () => {
    await expect(checkSigned(await signed({}, other), asked, account.address)).rejects.toThrow('another wallet’s signature');
    const { maxFeePerGas, maxPriorityFeePerGas, ...rest } = asked;
    const legacy = await account.signTransaction({ type: 'legacy', ...rest, gasPrice: maxFeePerGas + maxPriorityFeePerGas });
    await expect(checkSigned(legacy, asked, account.address)).rejects.toThrow('another kind');
    const accessList = [{ address: other.address, storageKeys: [] }];
    const listed = await account.signTransaction({ type: 'eip1559', ...asked, accessList });
    await expect(checkSigned(listed, asked, account.address)).rejects.toThrow('an access list');
    await expect(checkSigned('0x02', asked, account.address)).rejects.toThrow('nothing that can be read');
  });
});
