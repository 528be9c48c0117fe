import { createTradeCall, setApiBaseUrl, type TradeParameters } from '@zoralabs/coins-sdk';
import * as z from 'zod/mini';
import type { TradeCall } from '../../../../shared/markets/trade-call.ts';
import { readAnswer } from '../../../lib/api.ts';
import { noteConnection } from '../../../lib/connection.ts';
import type { Address } from '../coin.ts';
import { quoteAddress } from './quote-permission.ts';
import { quoteRefusal } from './quote-refusal.ts';
import type { Side } from './side.ts';

export type Hex = `0x${string}`;
/** A permit as Zora's API speaks of it: amounts as decimal strings, times in unix seconds. */
export type ZoraPermit = NonNullable<TradeParameters['signatures']>[number]['permit'];

export type QuoteAsk = {
  side: Side;
  coin: Address;
  trader: Address;
  amountIn: bigint;
  slippageBps: number;
  signatures?: { permit: ZoraPermit; signature: Hex }[];
};
/** `call` is empty while permits are asked for: with their signatures it is asked for anew. */
export type ZoraAnswer = { call: TradeCall; amountOut: bigint; permits: ZoraPermit[] };

const hex = z.string().check(z.regex(/^0x[0-9a-fA-F]*$/));
const decimal = z.string().check(z.regex(/^\d{1,78}$/));
const time = z.int().check(z.gte(0));
const permit = z.object({
  details: z.object({ token: hex, amount: decimal, expiration: time, nonce: z.int() }),
  spender: hex,
  sigDeadline: z.pipe(
    z.union([decimal, time]),
    z.transform((value: string | number) => String(value)),
  ),
});
const answer = z.object({
  call: z.object({
    target: hex,
    data: z.string(),
    value: z.pipe(
      z.union([decimal, hex]),
      z.transform((value: string) => BigInt(value)),
    ),
  }),
  permits: z.nullish(z.array(z.object({ permit }))),
  quote: z.object({ amountOut: decimal }),
});

/** How long one question may take: the SDK itself waits without end. Whoever has to sign in before it takes their time. */
const PATIENCE_MS = 20_000;

/**
 * Asks Zora for a trade by its SDK, through our own door, which holds the key. The SDK cannot be called off: an answer that comes
 * after `signal` or too late is dropped. What the answer says of slippage is not believed: the floor is read from its calldata,
 * and held against our own basis points.
 * @throws ApiError, SignInError, or the signal's reason
 */
export async function askQuote(ask: QuoteAsk, signal?: AbortSignal): Promise<ZoraAnswer> {
  const said = await (signal ? before(signal, askSdk(ask)) : askSdk(ask));
  const { call, quote, permits } = readAnswer(said, answer, 200);
  const asked = (permits ?? []).map(each => each.permit as ZoraPermit);
  // Zora writes words where signatures will stand.
  const data = asked.length > 0 ? '0x' : (readAnswer(call.data, hex, 200) as Hex);
  return {
    call: { target: call.target as Address, data, value: call.value },
    amountOut: BigInt(quote.amountOut),
    permits: asked,
  };
}

/** A permission that our door no longer takes is asked for anew, once. */
async function askSdk(ask: QuoteAsk): Promise<unknown> {
  const parameters = parametersOf(ask);
  const address = await quoteAddress(ask.trader);
  return askAt(address, parameters).catch(async error => {
    if (error.code !== 'zora/no-permission') throw error;
    return askAt(await quoteAddress(ask.trader, address), parameters);
  });
}

/** The SDK has one address for all its questions, and takes it before it first waits: no other question comes between these two lines. */
async function askAt(address: string, parameters: TradeParameters): Promise<unknown> {
  setApiBaseUrl(address);
  const said = await before(AbortSignal.timeout(PATIENCE_MS), createTradeCall(parameters)).catch(error => {
    throw quoteRefusal(error);
  });
  noteConnection({ answering: true });
  return said;
}

function parametersOf({ side, coin, trader, amountIn, slippageBps, signatures }: QuoteAsk): TradeParameters {
  const eth = { type: 'eth' as const };
  const token = { type: 'erc20' as const, address: coin };
  const [sell, buy] = side === 'buy' ? [eth, token] : [token, eth];
  const slippage = slippageBps / 10_000;
  return { sell, buy, amountIn, slippage, sender: trader, recipient: trader, ...(signatures && { signatures }) };
}

function before<T>(end: AbortSignal, asked: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(end.reason);
    if (end.aborted) stop();
    end.addEventListener('abort', stop, { once: true });
    asked.then(resolve, reject).finally(() => end.removeEventListener('abort', stop));
  });
}
