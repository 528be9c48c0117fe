import { z } from 'zod';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import { readText, SMALL_ANSWER } from '../read-answer.ts';

const TIMEOUT_MS = 8_000;

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);
const amount = z.string().regex(/^\d{1,39}$/);
const token = z.union([z.object({ type: z.literal('eth') }), z.object({ type: z.literal('erc20'), address })]);
const hex = z.string().regex(/^0x[0-9a-fA-F]*$/);
const permit = z.object({
  details: z.object({
    token: address,
    amount,
    expiration: z.number().int().nonnegative(),
    nonce: z.number().int().nonnegative(),
  }),
  spender: address,
  sigDeadline: z.union([z.string().regex(/^\d{1,78}$/), z.number().int().nonnegative()]),
});

/**
 * A request for a quote, as the SDK makes it; what is malformed is refused, and what a trade of ours does not need (who referred
 * it) is left out before it leaves.
 */
export const quoteRequest = z.object({
  tokenIn: token,
  tokenOut: token,
  amountIn: amount,
  slippage: z.number().min(0).max(0.99).optional(),
  chainId: z.literal(8453),
  sender: address,
  recipient: address.optional(),
  signatures: z
    .array(z.object({ permit, signature: hex.max(32_770) }))
    .max(4)
    .optional(),
});

/**
 * What a trade needs of an answer must be well formed; facts beyond that pass through. Calldata holds words in the place of
 * signatures that are still to come.
 */
const quoteAnswer = z.looseObject({
  call: z.looseObject({
    target: address,
    data: z.string().regex(/^0x\w*$/),
    value: z.union([z.string().regex(/^\d+$/), z.number().int().nonnegative()]),
  }),
  quote: z.looseObject({ amountOut: z.string().regex(/^\d+$/) }).optional(),
});
const refusal = z.looseObject({ error: z.string().optional(), errorType: z.string().optional() });

export type QuoteRequest = z.infer<typeof quoteRequest>;

/**
 * Zora's quotes, asked for with our key: the address is fixed, redirects are refused, the answer is bounded and checked.
 * Gives the upstream status and body. @throws AppError `zora/away` (503, retryable) or `zora/bad-answer` (502).
 */
export function zoraQuotes({ url, apiKey }: { url: string; apiKey: string }) {
  return async (body: QuoteRequest): Promise<{ status: number; body: unknown }> => {
    const { status, text } = await post(`${url}/quote`, apiKey, body);
    const answer = parse(text);
    const checked = (status === 200 ? quoteAnswer : refusal).safeParse(answer);
    if (!checked.success) {
      throw new AppError('zora/bad-answer', 'The quote made no sense, so it is not shown. Please try again.', {
        status: 502,
        retryable: true,
      });
    }
    return { status, body: checked.data };
  };
}

async function post(url: string, apiKey: string, body: unknown): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'api-key': apiKey },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, text: await readText(response, SMALL_ANSWER) };
  } catch (cause) {
    throw new AppError('zora/away', 'Quotes are not available right now. Please try again in a moment.', {
      status: 503,
      retryable: true,
      cause,
    });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
