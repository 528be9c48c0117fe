import {
  type Address,
  createPublicClient,
  createWalletClient,
  encodeFunctionData,
  erc20Abi,
  type Hex,
  http,
  maxUint256,
} from 'viem';
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts';
import { base } from 'viem/chains';
import { PERMIT_SINGLE_TYPES } from '../../shared/markets/permit-types.ts';
import type { LocalAccount } from '../chain/accounts.ts';
import { ADDRESSES } from '../chain/addresses.ts';

/** The doors that trades go through: Zora's quotes and a node. */
export type Market = { zoraUrl: string; zoraApiKey: string; rpcUrl: string };
/** `amount` is what goes in, in its smallest unit: ETH for a buy, the coin for a sale. */
export type FanTrade = { account: LocalAccount; coin: Address; side: 'buy' | 'sell'; amount: bigint };

type Permit = {
  details: { token: Address; amount: string; expiration: number; nonce: number };
  spender: Address;
  sigDeadline: string;
};
type SignedPermit = { signature: Hex; permit: Permit };
type Quote = { call: { target: Address; data: Hex; value: string }; permits?: { permit: Permit }[] };

const SLIPPAGE = 0.1;
const TIP = 1_000_000n;

/** A trade that did not happen; says why. */
export class TradeFailed extends Error {
  readonly code = 'town/trade-failed';
}

async function askQuote(
  { zoraUrl, zoraApiKey }: Market,
  { account, coin, side, amount }: FanTrade,
  signatures: SignedPermit[],
): Promise<Quote> {
  const [eth, erc20] = [{ type: 'eth' }, { type: 'erc20', address: coin }];
  const response = await fetch(`${zoraUrl}/quote`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'api-key': zoraApiKey },
    body: JSON.stringify({
      tokenIn: side === 'buy' ? eth : erc20,
      tokenOut: side === 'buy' ? erc20 : eth,
      amountIn: String(amount),
      slippage: SLIPPAGE,
      chainId: base.id,
      sender: account.address,
      recipient: account.address,
      ...(signatures.length > 0 ? { signatures } : {}),
    }),
  });
  const answer = (await response.json()) as Quote & { error?: string };
  if (!response.ok) throw new TradeFailed(`no quote to ${side} ${coin}: ${answer.error}`);
  return answer;
}

function signPermit(signer: PrivateKeyAccount, { details, spender, sigDeadline }: Permit): Promise<Hex> {
  return signer.signTypedData({
    domain: { name: 'Permit2', chainId: base.id, verifyingContract: ADDRESSES.permit2 },
    types: PERMIT_SINGLE_TYPES,
    primaryType: 'PermitSingle',
    message: { details: { ...details, amount: BigInt(details.amount) }, spender, sigDeadline: BigInt(sigDeadline) },
  });
}

/**
 * Trades as anybody does: a quote from Zora's API, for a sale the one-time approval and a signed permit, then the transaction.
 * Resolves with its hash when it has succeeded on the chain. Throws `TradeFailed` when there is no quote or the chain refused.
 */
export async function tradeAsFan(market: Market, trade: FanTrade): Promise<Hex> {
  const transport = http(market.rpcUrl);
  const signer = privateKeyToAccount(trade.account.privateKey);
  const node = createPublicClient({ chain: base, transport, pollingInterval: 100 });
  const wallet = createWalletClient({ account: signer, chain: base, transport });

  const send = async (request: { to: Address; data: Hex; value?: bigint }): Promise<Hex> => {
    // The node's own estimate of the tip ignores how low fees are on Base, that of the gas the swaps which get in before.
    const [{ baseFeePerGas }, gas] = await Promise.all([
      node.getBlock(),
      node.estimateGas({ account: trade.account.address, ...request }),
    ]);
    const fees = { maxFeePerGas: (baseFeePerGas ?? 0n) * 2n + TIP, maxPriorityFeePerGas: TIP };
    const hash = await wallet.sendTransaction({ ...request, ...fees, gas: (gas * 3n) / 2n });
    const { status } = await node.waitForTransactionReceipt({ hash });
    if (status !== 'success') throw new TradeFailed(`transaction ${hash} was reverted`);
    return hash;
  };

  const approveOnce = async () => {
    const { address: owner } = trade.account;
    const allowed = await node.readContract({
      abi: erc20Abi,
      address: trade.coin,
      functionName: 'allowance',
      args: [owner, ADDRESSES.permit2],
    });
    if (allowed >= trade.amount) return;
    const data = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [ADDRESSES.permit2, maxUint256] });
    await send({ to: trade.coin, data });
  };

  if (trade.side === 'sell') await approveOnce();
  const first = await askQuote(market, trade, []);
  const signatures: SignedPermit[] = [];
  for (const { permit } of first.permits ?? []) signatures.push({ permit, signature: await signPermit(signer, permit) });
  const { call } = signatures.length > 0 ? await askQuote(market, trade, signatures) : first;
  try {
    return await send({ to: call.target, data: call.data, value: BigInt(call.value) });
  } catch (error) {
    if (error instanceof TradeFailed) throw error;
    throw new TradeFailed(
      `could not ${trade.side} ${trade.coin}: ${(error as { shortMessage?: string }).shortMessage ?? String(error)}`,
    );
  }
}
