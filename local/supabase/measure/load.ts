import { connect } from 'node:net';
import { isWholeAnswer } from '../../is-whole-answer.ts';

/** Run as a process of its own, so that it does not share a thread with the gateway: `node load.ts <port> <path> <apikey> <connections> <ms>`. */
const [port, path, apiKey, connections, ms] = process.argv.slice(2);
const body = JSON.stringify({ type: 'reaction.created', data: { hash: 'x'.repeat(400) } });
const method = path?.startsWith('/rest') ? 'GET' : 'POST';
const head = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\napikey: ${apiKey}\r\n`;
const request =
  method === 'GET' ? `${head}\r\n` : `${head}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const latencies: number[] = [];
let failures = 0;
const end = performance.now() + Number(ms);

function drive(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1');
    let sentAt = 0;
    let received = '';
    const send = () => {
      sentAt = performance.now();
      socket.write(request);
    };
    socket.setNoDelay(true);
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', data => {
      received += data.toString('latin1');
      if (!isWholeAnswer(received)) return;
      if (!received.startsWith('HTTP/1.1 200')) failures += 1;
      received = '';
      latencies.push(performance.now() - sentAt);
      if (performance.now() < end) return send();
      socket.destroy();
      resolve();
    });
  });
}

await Promise.all(Array.from({ length: Number(connections) }, drive));
latencies.sort((a, b) => a - b);
const at = (q: number) => Number((latencies[Math.floor(q * latencies.length)] ?? 0).toFixed(2));
const perSecond = Math.round((latencies.length / Number(ms)) * 1000);
console.log(JSON.stringify({ perSecond, failures, p50: at(0.5), p99: at(0.99) }));
