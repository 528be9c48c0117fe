import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { openConnection } from './connection.ts';

/**
 * Run as a process of its own, so that it shares no thread with what it drives:
 * `node drive.ts <file> <from> <to> <port> <path> <secret> <connections>`. Posts the lines of the file, signed, until each was
 * acknowledged; what fails in a way that Neynar tries again is sent again. Prints `acked N` now and then, and a summary in JSON.
 */
const [file = '', from, to, port, path, secret = '', connections] = process.argv.slice(2);
const bodies = readFileSync(file, 'utf8').split('\n').slice(Number(from), Number(to));
const RETRY_MS = 100;
const TELL_EVERY = 100;

const requests = bodies.map(body => {
  const signature = createHmac('sha512', secret).update(body).digest('hex');
  const head = `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nX-Neynar-Signature: ${signature}\r\n`;
  return `${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
});

const latencies: number[] = [];
const refused: string[] = [];
let next = 0;
let acked = 0;
let retries = 0;

const retryable = (status: number) => status >= 500 || status === 429 || status === 408;

async function deliver(connection: ReturnType<typeof openConnection>, request: string): Promise<void> {
  for (;;) {
    const sentAt = performance.now();
    const response = await connection.exchange(request);
    const status = response === null ? 503 : Number(response.slice(9, 12));
    if (retryable(status)) {
      retries += 1;
      await pause(RETRY_MS);
      continue;
    }
    if (status !== 200) return void refused.push(response ?? '');
    latencies.push(performance.now() - sentAt);
    acked += 1;
    if (acked % TELL_EVERY === 0) console.log(`acked ${acked}`);
    return;
  }
}

async function drive(): Promise<void> {
  const connection = openConnection(Number(port));
  for (let request = requests[next++]; request !== undefined; request = requests[next++]) await deliver(connection, request);
  connection.close();
}

const startedAt = performance.now();
await Promise.all(Array.from({ length: Number(connections) }, drive));
const seconds = (performance.now() - startedAt) / 1000;
latencies.sort((a, b) => a - b);
const at = (q: number) => Number((latencies[Math.floor(q * (latencies.length - 1))] ?? 0).toFixed(1));
const perSecond = Math.round(acked / seconds);
console.log(JSON.stringify({ acked, seconds, retries, refused: refused.length, perSecond, p50: at(0.5), p99: at(0.99) }));
if (refused.length > 0) {
  console.error(refused[0]);
  process.exitCode = 1;
}
