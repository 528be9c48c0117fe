import { keccak256, toHex } from 'viem';
import { deployCall } from '../../../shared/launches/deploy-call.ts';
import type { CoinCreation } from '../../../shared/launches/launch.ts';
import { chainClient } from '../../../supabase/functions/_shared/adapters/chain-client.ts';
import { launchChain } from '../../../supabase/functions/_shared/adapters/chain-launches.ts';
import { launchSigner } from '../../../supabase/functions/_shared/adapters/signer.ts';
import type { ChainPart } from '../../chain/index.ts';

/** Makes the `n`th coin on the chain, as a launch does, and gives its creation. */
export async function makeCoin(chain: ChainPart, n: number): Promise<CoinCreation> {
  const { launchWallet, creator, platformReferrer } = chain.accounts;
  const factory = chain.addresses.coinFactory;
  const view = launchChain(chainClient(chain.rpcUrl), { wallet: launchWallet.address, factory, chainId: 8453 });
  const call = deployCall(factory, {
    payout: creator.address,
    owner: creator.address,
    uri: 'ipfs://x',
    name: `Coin ${n}`,
    symbol: `COIN${n}`,
    platformReferrer: platformReferrer.address,
    salt: keccak256(toHex(`coin ${n}`)),
  });
  const unsigned = { ...call, chainId: 8453, nonce: await view.pendingCount(), gas: 4_000_000n, ...(await view.fees()) };
  const { raw, hash } = await launchSigner(launchWallet.privateKey).sign(unsigned);
  await view.broadcast(raw);
  const receipt = await chain.clients.read.waitForTransactionReceipt({ hash });
  const creation = (await view.receipt(receipt.transactionHash))?.creation;
  if (!creation) throw new Error('no coin was made');
  return creation;
}
