import { Agent, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { readBody } from '../http.ts';
import { BOOT_ERROR, type HostAnswer, type Limits, TIMEOUT, TOO_LARGE, WORKER_ERROR } from './limits.ts';
import type { Pool } from './pool.ts';
import type { Worker } from './worker.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 512, maxFreeSockets: 512, scheduling: 'lifo' });

/**
 * Passes one call on to a function's worker and its response back.
 * @param path what the function sees: `/<name>` and what follows
 */
export async function callFunction(
  pool: Pool,
  limits: Limits,
  name: string,
  path: string,
  req: IncomingMessage,
  res: ServerResponse,
) {
  const body = await readBody(req, limits.bodyBytes);
  if (body === null) return answer(res, TOO_LARGE);
  let worker: Worker;
  try {
    worker = await pool.workerOf(name);
  } catch {
    return answer(res, BOOT_ERROR);
  }
  forward(worker, limits, path, body, req, res);
}

function forward(worker: Worker, limits: Limits, path: string, body: Buffer, req: IncomingMessage, res: ServerResponse) {
  const { meter } = worker;
  const cpu = worker.readCpu;
  const call = meter.begin(performance.now(), cpu);
  worker.cpuAtTurn = Math.max(worker.cpuAtTurn, meter.isAlone() ? meter.lastCpuMs() : 0);
  const end = () => {
    clearTimeout(timer);
    meter.end(call, performance.now(), cpu);
    if (meter.isIdle()) worker.cpuAtTurn = Math.max(worker.cpuAtTurn, meter.lastCpuMs());
  };
  const upstream = request(
    { agent, host: '127.0.0.1', port: worker.port, method: req.method, path, headers: forwardedHeaders(req, body) },
    response => {
      clearTimeout(timer);
      res.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(res);
      response.once('end', end);
      response.once('error', () => res.destroy());
    },
  );
  const timer = setTimeout(() => {
    answer(res, TIMEOUT);
    upstream.destroy();
  }, limits.wallMs);
  upstream.once('close', end);
  upstream.once('error', async () => {
    // The connection breaks a moment before the process is known to be gone.
    await Promise.race([worker.gone, new Promise(resolve => setTimeout(resolve, 200))]);
    if (res.headersSent) res.destroy();
    else answer(res, worker.verdict ?? WORKER_ERROR);
  });
  res.once('close', () => {
    if (!res.writableFinished) upstream.destroy();
  });
  upstream.end(body);
}

function forwardedHeaders(req: IncomingMessage, body: Buffer): Record<string, string | string[]> {
  const { connection: _c, 'transfer-encoding': _t, 'content-length': _l, host, ...headers } = req.headers;
  return {
    ...(headers as Record<string, string | string[]>),
    host: 'edge-runtime.supabase.com',
    'x-forwarded-host': host ?? '',
    'x-forwarded-proto': 'http',
    // As the host's edge does: whatever a caller says of itself is written over.
    'cf-connecting-ip': req.socket.remoteAddress ?? '',
    'x-forwarded-for': [req.headers['x-forwarded-for'], req.socket.remoteAddress].filter(Boolean).join(', '),
    ...(body.length > 0 && { 'content-length': String(body.length) }),
  };
}

/** Answers in the function's place, in the host's shape. */
export function answer(res: ServerResponse, { status, code, message }: HostAnswer): void {
  if (res.headersSent) return;
  res.writeHead(status, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
  res.end(JSON.stringify({ code, message }));
}
