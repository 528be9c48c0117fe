import * as z from 'zod/mini';
import { readRefusal } from '../../../lib/api.ts';
import { ApiError, unreachable } from '../../../lib/api-error.ts';
import { noteConnection } from '../../../lib/connection.ts';

/** Zora's own words, which our door passes on. */
const zoras = z.object({ errorType: z.enum(['LIQUIDITY', 'UNKNOWN']) });
/** The SDK keeps a refusal's body and forgets its status. */
const SOME_STATUS = 503;

/** What the SDK threw, as an error for people. */
export function quoteRefusal(error: unknown): ApiError {
  if (!(error instanceof Error && 'errorBody' in error)) {
    noteConnection({ answering: false });
    return unreachable(error);
  }
  const said = zoras.safeParse(error.errorBody);
  if (!said.success) return readRefusal(error.errorBody, SOME_STATUS);
  const [code, words] =
    said.data.errorType === 'LIQUIDITY'
      ? ['zora/no-liquidity', 'The pool cannot fill this trade. Try a smaller amount.']
      : ['zora/no-quote', 'There is no price for this trade right now. Try again in a moment.'];
  return new ApiError(code as string, words as string, { status: 422, retryable: true, cause: error });
}
