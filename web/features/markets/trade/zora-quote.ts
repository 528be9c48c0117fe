import type { TradeParameters } from '@zoralabs/coins-sdk';
import * as z from 'zod/mini';
import { callApi } from '../../../lib/api.ts';
import type { Address } from '../coin.ts';
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
export type ZoraAnswer = { call: { target: Address; data: Hex; value: bigint }; amountOut: bigint; permits: ZoraPermit[] };

const hex = z.string().check(z.regex(/^0x[0-9a-fA-F]*$/));
const decimal = z.string().check(z.regex(/^\d{1,78}$/));
const permit = z.object({
  details: z.object({ token: hex, amount: decimal, expiration: z.number(), nonce: z.number() }),
  spender: hex,
  sigDeadline: z.pipe(
    z.union([z.string(), z.number()]),
    z.transform((value: string | number) => String(value)),
  ),
});
const answer = z.object({
  call: z.object({
    target: hex,
    data: hex,
    value: z.pipe(
      z.union([decimal, hex]),
      z.transform((value: string) => BigInt(value)),
    ),
  }),
  permits: z.nullish(z.array(z.object({ permit }))),
  quote: z.object({ amountOut: decimal }),
});

type Body = Omit<TradeParameters, 'amountIn' | 'signer'> & { amountIn: string };

/**
 * Asks Zora for a trade through our own door, which holds the key. Speaks as the SDK's createTradeCall does; the SDK itself cannot send the session that our door asks for.
 * @throws ApiError
 */
export async function askQuote(ask: QuoteAsk, signal?: AbortSignal): Promise<ZoraAnswer> {
  const eth = { type: 'eth' as const };
  const coin = { type: 'erc20' as const, address: ask.coin };
  const [sell, buy] = ask.side === 'buy' ? [eth, coin] : [coin, eth];
  const said = await callApi('api/zora/quote', {
    method: 'POST',
    body: quoteBody({
      sell,
      buy,
      amountIn: ask.amountIn.toString(),
      slippage: ask.slippageBps / 10_000,
      sender: ask.trader,
      recipient: ask.trader,
      ...(ask.signatures && { signatures: ask.signatures }),
    }),
    schema: answer,
    ...(signal && { signal }),
  });
  return {
    call: { target: said.call.target as Address, data: said.call.data as Hex, value: said.call.value },
    amountOut: BigInt(said.quote.amountOut),
    permits: (said.permits ?? []).map(each => each.permit as ZoraPermit),
  };
}

const BASE_CHAIN_ID = 8453;

function quoteBody({ sell, buy, ...rest }: Body) {
  return { tokenIn: sell, tokenOut: buy, chainId: BASE_CHAIN_ID, ...rest };
}
