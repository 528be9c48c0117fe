import { type Address, type Hex, keccak256, toHex } from 'viem';
import { z } from 'zod';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import type { Signer, UnsignedLaunch } from '../../../../shared/launches/launch-chain.ts';
import { readJson } from '../read-answer.ts';

const TIMEOUT_MS = 5_000;
const raw = z.string().regex(/^0x02[0-9a-f]+$/i) as unknown as z.ZodType<Hex>;
/** web3signer answers with the signed bytes, geth and clef with an object around them. */
const answerSchema = z.object({
  result: z.union([raw, z.object({ raw }).transform(result => result.raw)]).optional(),
  error: z.object({ code: z.number(), message: z.string() }).optional(),
});

/**
 * The server wallet behind a service that holds key and rules of its own: JSON-RPC `eth_signTransaction` over HTTPS, as web3signer, clef
 * and geth speak it, with a bearer token. Its answer is not trusted; whoever asks compares it with what was asked.
 */
export function remoteSigner({ url, token, address }: { url: string; token: string; address: Address }): Signer {
  return {
    address,
    sign: async transaction => {
      const answer = await ask(url, token, asParameters(address, transaction));
      if (answer.error) throw refused(answer.error);
      if (!answer.result) throw away('neither a result nor an error');
      return { raw: answer.result, hash: keccak256(answer.result) };
    },
  };
}

function asParameters(from: Address, { to, data, value, chainId, nonce, gas, ...fees }: UnsignedLaunch) {
  return {
    from,
    to,
    data,
    value: toHex(value),
    chainId: toHex(chainId),
    nonce: toHex(nonce),
    gas: toHex(gas),
    maxFeePerGas: toHex(fees.maxFeePerGas),
    maxPriorityFeePerGas: toHex(fees.maxPriorityFeePerGas),
    type: '0x2',
  };
}

async function ask(url: string, token: string, transaction: object): Promise<z.infer<typeof answerSchema>> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_signTransaction', params: [transaction] }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return answerSchema.parse(await readJson(response));
  } catch (error) {
    throw away(error instanceof z.ZodError ? 'an answer that is none' : String(error), error);
  }
}

function away(said: string, cause?: unknown): AppError {
  const message = 'The signer does not answer right now; the coin waits.';
  return new AppError('signer/away', message, { status: 503, retryable: true, facts: { said }, cause });
}

/** Its own rules are against it. It may be a limit that passes, so it is tried some more times. */
function refused({ code, message: said }: { code: number; message: string }): AppError {
  const message = 'The signer refuses to sign this coin’s transaction.';
  return new AppError('signer/refused', message, { status: 503, retryable: true, facts: { code, said } });
}
