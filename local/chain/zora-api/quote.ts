import { coinABI } from '@zoralabs/protocol-deployments';
import { type Abi, type Address, encodeAbiParameters, type Hex, parseAbi, zeroAddress } from 'viem';
import { ADDRESSES } from '../addresses.ts';
import { uniswapArtifacts } from '../artifacts.ts';
import type { Clients } from '../clients.ts';
import { type Answer, noQuote, ok } from './answer.ts';
import type { QuoteRequest, SignedPermit } from './request.ts';
import { encodeExecute, isZeroForOne, PERMIT_SPENDER, type PoolKey, planSale, planSwap, type Swap } from './router-call.ts';

const VALID_SECONDS = 600n;
const PERMIT_SECONDS = 1_800;
const BPS = 10_000n;

const PERMIT2 = parseAbi([
  'function allowance(address, address, address) view returns (uint160 amount, uint48 expiration, uint48 nonce)',
]);

/** Answers POST /quote: what a trade gives now, and the call that makes it with that much less as slippage allows. */
export async function quote(clients: Clients, request: QuoteRequest): Promise<Answer> {
  const [tokenIn, tokenOut] = [addressOf(request.tokenIn), addressOf(request.tokenOut)];
  const coin = tokenIn === zeroAddress ? tokenOut : tokenIn;
  const key = await poolKeyOf(clients, coin);
  if (!key || tokenIn === tokenOut || (tokenIn !== zeroAddress && tokenOut !== zeroAddress)) {
    return noQuote('LIQUIDITY', 'No pool trades these tokens for each other.');
  }
  const hookData = request.referrer ? encodeAbiParameters([{ type: 'address' }], [request.referrer]) : '0x';
  const amountOut = await amountOutOf(clients, { key, tokenIn, amountIn: request.amountIn, hookData });
  if (amountOut === 0n) return noQuote('LIQUIDITY', 'Insufficient liquidity for this trade.');

  const { timestamp } = await clients.read.getBlock();
  const swap: Swap = {
    key,
    tokenIn,
    tokenOut,
    amountIn: request.amountIn,
    amountOutMinimum: lessSlippage(amountOut, request.slippage),
    sender: request.sender,
    recipient: request.recipient ?? request.sender,
    hookData,
  };
  const value = tokenIn === zeroAddress ? String(request.amountIn) : '0';
  const permits = request.signatures?.length ? [] : await permitsFor(clients, request, tokenIn, timestamp);
  const unsigned = permits.map(({ permit }) => unsignedPermit(permit));
  const plan = tokenIn === zeroAddress ? planSwap(swap) : planSale(swap, request.signatures ?? unsigned);
  return ok({
    success: true,
    call: { target: ADDRESSES.universalRouter, data: asZoraWrites(encodeExecute(plan)), value },
    ...(permits.length > 0 && { permits }),
    trade: { commands: plan.commands, value, inputs: plan.inputs },
    quote: { amountOut: String(amountOut), slippage: request.slippage, tokenIn: request.tokenIn },
  });
}

/** Where a signature will stand, Zora writes this, also into calldata: it is no hex. */
const PLACEHOLDER = 'REPLACE_WITH_PERMIT_SIGNATURE_1';
const UNSIGNED: Hex = `0x${'ee'.repeat(65)}`;
/** Four bytes follow Zora's calls, which the router does not read. */
const SUFFIX = '5a4f5241';

/** Calldata as Zora answers it: without a deadline, with words where a signature is missing. Seen in other people's programs; not documented. */
function asZoraWrites(data: Hex): string {
  return `${data}${SUFFIX}`.replace(UNSIGNED.slice(2), PLACEHOLDER.padEnd(UNSIGNED.length - 2, '0'));
}

function unsignedPermit({
  details,
  spender,
  sigDeadline,
}: Awaited<ReturnType<typeof permitsFor>>[number]['permit']): SignedPermit {
  const permit = { details: { ...details, amount: BigInt(details.amount) }, spender, sigDeadline: BigInt(sigDeadline) };
  return { signature: UNSIGNED, permit };
}

const addressOf = (token: QuoteRequest['tokenIn']): Address => (token.type === 'eth' ? zeroAddress : token.address);

/** Slippage as whole basis points, so that 0.05 of a large amount is exact. */
function lessSlippage(amount: bigint, slippage: number): bigint {
  return (amount * (BPS - BigInt(Math.round(slippage * Number(BPS))))) / BPS;
}

async function poolKeyOf(clients: Clients, coin: Address): Promise<PoolKey | null> {
  return clients.read.readContract({ abi: coinABI, address: coin, functionName: 'getPoolKey' }).catch(() => null);
}

type Question = { key: PoolKey; tokenIn: Address; amountIn: bigint; hookData: Hex };

/** 0 when the pool cannot fill the trade: then the quoter reverts. */
async function amountOutOf(clients: Clients, question: Question): Promise<bigint> {
  const { key: poolKey, amountIn: exactAmount, hookData } = question;
  const { result } = await clients.read
    .simulateContract({
      abi: uniswapArtifacts.quoter().abi as Abi,
      address: ADDRESSES.quoter,
      functionName: 'quoteExactInputSingle',
      args: [{ poolKey, zeroForOne: isZeroForOne(question), exactAmount, hookData }],
    })
    .catch(() => ({ result: [0n] }));
  const [amountOut] = result as [bigint];
  return amountOut;
}

/** The permit to sign before a sale, unless the router may spend enough already. */
async function permitsFor(clients: Clients, request: QuoteRequest, token: Address, now: bigint) {
  if (token === zeroAddress) return [];
  const [allowed, expiration, nonce] = await clients.read.readContract({
    abi: PERMIT2,
    address: ADDRESSES.permit2,
    functionName: 'allowance',
    args: [request.sender, token, PERMIT_SPENDER],
  });
  if (allowed >= request.amountIn && BigInt(expiration) > now + VALID_SECONDS) return [];
  const details = { token, amount: String(request.amountIn), expiration: Number(now) + PERMIT_SECONDS, nonce };
  return [{ signature: PLACEHOLDER, permit: { sigDeadline: String(now + VALID_SECONDS), spender: PERMIT_SPENDER, details } }];
}
