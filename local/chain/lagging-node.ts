export type Call = { id: unknown; method: string; params?: unknown[] };
export type Answer = { id: unknown; result?: unknown; error?: unknown };

type Placed = { blockNumber?: string | null; number?: string } | null | undefined;
type LogQuery = { toBlock?: string; blockHash?: string };

const TAGS = ['latest', 'pending'];

/**
 * Asks as a node answers that knows nothing after a block: blocks, receipts and logs beyond it are not there, and "latest" is
 * that block. It takes transactions like any other.
 */
export async function askLagging(ask: (call: Call) => Promise<Answer>, call: Call, newest: number): Promise<Answer> {
  const { id, method } = call;
  const block = `0x${newest.toString(16)}`;
  if (method === 'eth_blockNumber') return { id, result: block };
  if (method === 'eth_getLogs') return logsOf(ask, call, newest);
  const params = call.params?.map(value => (TAGS.includes(value as string) ? block : value)) ?? [];
  const answer = await ask({ ...call, params });
  const found = answer.result as Placed;
  const at = found && typeof found === 'object' ? (found.blockNumber ?? found.number) : undefined;
  return at !== undefined && at !== null && Number(at) > newest ? { id, result: null } : answer;
}

async function logsOf(ask: (call: Call) => Promise<Answer>, call: Call, newest: number): Promise<Answer> {
  const query = call.params?.[0] as LogQuery;
  const answer = await ask(call);
  const logs = (answer.result ?? []) as { blockNumber: string }[];
  const known = logs.filter(log => Number(log.blockNumber) <= newest);
  // By its hash a block is known or not; of a range it gives what it has.
  if (query.blockHash !== undefined && known.length < logs.length)
    return { id: call.id, error: { code: -32000, message: 'unknown block' } };
  return answer.error ? answer : { id: call.id, result: known };
}
