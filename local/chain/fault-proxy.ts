import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, askLagging, type Call } from './lagging-node.ts';

/**
 * What a node may do to a request: lose its answer after it took it, refuse all of it with a status, answer all of it with what is no JSON-RPC, refuse one call
 * with words, answer one call with another result, or know nothing after a block.
 */
export type RpcFault =
  | 'lost-answer'
  | { status: number }
  | { body: string }
  | { error: string; code?: number }
  | { result: unknown }
  | { staleAt: number };

export type FaultProxy = {
  url: string;
  /** Asked for each call of a request; the first fault counts for the whole request, words and results for their call alone. */
  decide: (method: string, params: readonly unknown[]) => RpcFault | null;
  /** Asked once a request: the newest block of the node that it comes to, null for one that knows them all. */
  newest: () => number | null;
  stop: () => Promise<void>;
};

/** A door to the chain's RPC that fails as it is told to. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const proxy: FaultProxy = { url: '', decide: () => null, newest: () => null, stop: async () => {} };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Call | Call[];
    await answer(target, [body].flat(), proxy, response, Array.isArray(body)).catch(() => response.destroy());
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  proxy.stop = async () => {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
  };
  return proxy;
}

async function answer(target: string, calls: Call[], proxy: FaultProxy, response: ServerResponse, batch: boolean): Promise<void> {
  const newest = proxy.newest();
  const lag = newest === null ? null : { staleAt: newest };
  const faults = new Map(calls.map(call => [call, proxy.decide(call.method, call.params ?? []) ?? lag]));
  for (const fault of faults.values())
    if (fault && typeof fault === 'object') {
      if ('status' in fault) return void response.writeHead(fault.status).end('{}');
      if ('body' in fault) return void response.writeHead(200, { 'content-type': 'application/json' }).end(fault.body);
    }
  const answers = await Promise.all(calls.map(call => answerOne(target, call, faults.get(call) ?? null)));
  if ([...faults.values()].includes('lost-answer')) return void response.destroy();
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(batch ? answers : answers[0]));
}

async function answerOne(target: string, call: Call, fault: RpcFault | null): Promise<Answer> {
  const { id } = call;
  if (fault === null || fault === 'lost-answer' || 'status' in fault || 'body' in fault) return forward(target, call);
  if ('error' in fault) return { id, error: { code: fault.code ?? -32000, message: fault.error } };
  if ('result' in fault) return { id, result: fault.result };
  return askLagging(asked => forward(target, asked), call, fault.staleAt);
}

async function forward(target: string, call: Call): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  return (
    await fetch(target, { method: 'POST', headers, body: JSON.stringify({ jsonrpc: '2.0', ...call }) })
  ).json() as Promise<Answer>;
}
