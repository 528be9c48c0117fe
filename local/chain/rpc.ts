import type { Hex } from 'viem';

/**
 * One JSON-RPC call. viem's clients know no method that carries megabytes of state, nor anvil's reorg.
 * @throws with the node's message when it refuses, or when it does not answer in time.
 */
export async function rpc<T>(rpcUrl: string, method: string, params: unknown[] = [], timeoutMs = 60_000): Promise<T> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(rpcUrl, { method: 'POST', headers, body, signal: AbortSignal.timeout(timeoutMs) });
  const answer = (await response.json()) as { result?: T; error?: { message: string } };
  if (answer.error || answer.result === undefined) throw new Error(`${method}: ${answer.error?.message ?? 'no answer'}`);
  return answer.result;
}

/** The whole chain as one value: blocks, transactions, receipts and the latest state (gzip inside). */
export const dumpState = (rpcUrl: string, timeoutMs?: number) => rpc<Hex>(rpcUrl, 'anvil_dumpState', [], timeoutMs);

export const loadState = (rpcUrl: string, state: Hex) => rpc<boolean>(rpcUrl, 'anvil_loadState', [state]);
