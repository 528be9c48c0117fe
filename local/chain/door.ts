import type { LocalConfig } from '../config.ts';
import { listen } from '../listen.ts';

/** Tip in wei per gas that gets a transaction into a block on Base. anvil suggests a thousand times as much, and no option changes that. */
const USUAL_TIP = '0xf4240';
const TIP_METHOD = 'eth_maxPriorityFeePerGas';

/** Methods that anvil has and Base's public nodes do not: viem would let the first fill in anvil's own idea of fees. */
const UNKNOWN_ON_BASE = ['eth_fillTransaction'];

type Call = { id?: unknown; method?: string };
type Answer = { id?: unknown; result?: unknown };

/** The chain's RPC on the world's own port: anvil's answers, with the fees that Base suggests. Returns what closes it. */
export function openRpc(config: LocalConfig, anvilUrl: string): Promise<() => Promise<void>> {
  const options = { part: 'the chain', host: config.host, port: config.ports.chain };
  return listen(options, async request => {
    if (request.method !== 'POST') return new Response(null, { status: request.method === 'OPTIONS' ? 204 : 405, headers: CORS });
    const body = await request.text();
    const answer = await fetch(anvilUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const text = await answer.text();
    const special = [TIP_METHOD, ...UNKNOWN_ON_BASE].some(method => body.includes(method));
    return new Response(special ? asOnBase(body, text) : text, { status: answer.status, headers: CORS });
  });
}

const CORS = {
  'content-type': 'application/json',
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'access-control-allow-methods': 'POST',
};

/** Replaces what Base would answer in another way, for one call or a batch. */
function asOnBase(body: string, text: string): string {
  const methods = new Map([JSON.parse(body) as Call | Call[]].flat().map(({ id, method = '' }) => [id, method]));
  const patch = (answer: Answer) => {
    const method = methods.get(answer.id) ?? '';
    if (method === TIP_METHOD) return { ...answer, result: USUAL_TIP };
    if (!UNKNOWN_ON_BASE.includes(method)) return answer;
    return {
      jsonrpc: '2.0',
      id: answer.id,
      error: { code: -32601, message: `the method ${method} does not exist/is not available` },
    };
  };
  const answers = JSON.parse(text) as Answer | Answer[];
  return JSON.stringify(Array.isArray(answers) ? answers.map(patch) : patch(answers));
}
