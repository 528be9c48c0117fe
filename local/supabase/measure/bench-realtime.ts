import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setImmediate as breathe } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import { readOptions, whole } from '../../cli/read-options.ts';
import { urlOf } from '../../config.ts';
import { startGateway } from '../gateway.ts';
import { startRealtime } from '../realtime/start-realtime.ts';
import { testWorld } from '../testing/world.ts';
import { makeTokens } from '../tokens.ts';
import { withDatabase } from '../with-database.ts';

const USAGE = `npm run bench:realtime -- [--viewers N] [--messages N]
  What it costs the server to bring a message of the database to every viewer, beside a bare ws server that sends the same bytes, in one run.`;

/** CPU of the server's process alone; rounds alternate and the best of each counts. */
const { viewers, messages } = readOptions(USAGE, { viewers: whole(500), messages: whole(400) }).values;
const ROUNDS = 4;
const world = testWorld(26_960);
const { config, keys } = world;
const { url } = await world.database(`create policy "All listen" on realtime.messages for select to anon using (true)`);
const tokens = makeTokens(config, keys);
const realtime = world.keep(await startRealtime(url, tokens));
world.keep(await startGateway(config, keys, tokens, { realtime }));

const TOPIC = 'prices';
const payload = {
  ticks: [
    { coin_address: `0x${'c1'.repeat(20)}`, current_price: '123456789012345678901', market_cap: '5'.repeat(30), price_block: 12 },
  ],
};
const frame = JSON.stringify([
  null,
  null,
  `realtime:${TOPIC}`,
  'broadcast',
  { event: 'tick', type: 'broadcast', payload, meta: { id: crypto.randomUUID() } },
]);
const bare = new WebSocketServer({ noServer: true, perMessageDeflate: false });
const bareServer = createServer().on('upgrade', (req, socket, head) => bare.handleUpgrade(req, socket, head, () => {}));
await new Promise<void>(resolve => bareServer.listen(config.ports.web, config.host, resolve));

const child = fork(fileURLToPath(new URL('./bench-viewers.ts', import.meta.url)));
const tell = async (order: object) => {
  const answered = once(child, 'message');
  child.send(order);
  await answered;
};

async function round(address: string, join: string | null, send: () => Promise<unknown>): Promise<number> {
  await tell({ url: address, viewers, join });
  await tell({ expect: viewers * messages });
  const heard = once(child, 'message');
  const before = process.cpuUsage();
  await send();
  await heard;
  const { user, system } = process.cpuUsage(before);
  return (viewers * messages) / ((user + system) / 1e6);
}

const join = JSON.stringify([
  '1',
  '1',
  `realtime:${TOPIC}`,
  'phx_join',
  { config: { private: true, presence: { enabled: false } } },
]);
const socketUrl = `${urlOf(config, 'gateway').replace('http', 'ws')}/realtime/v1/websocket?apikey=${keys.publishableKey}&vsn=2.0.0`;
const insert = () =>
  withDatabase(url, db =>
    db.query(`select realtime.send($1::jsonb, 'tick', '${TOPIC}', true) from generate_series(1, $2::integer)`, [
      JSON.stringify(payload),
      messages,
    ]),
  );
const repeat = async () => {
  for (let i = 0; i < messages; i += 1) {
    for (const socket of bare.clients) socket.send(frame);
    await breathe();
  }
};

const best = { realtime: 0, bare: 0 };
for (let i = 0; i < ROUNDS; i += 1) {
  best.bare = Math.max(best.bare, await round(urlOf(config, 'web').replace('http', 'ws'), null, repeat));
  best.realtime = Math.max(best.realtime, await round(socketUrl, join, insert));
}
console.log(`${viewers} viewers, ${messages} messages, best of ${ROUNDS} rounds, messages a CPU-second of the server:`);
console.log(`  from the database, through Realtime  ${Math.round(best.realtime).toLocaleString('en')}`);
console.log(`  bare ws, the same bytes              ${Math.round(best.bare).toLocaleString('en')}`);
console.log(`  ratio                                ${(best.realtime / best.bare).toFixed(2)}`);
child.kill();
bareServer.close();
await world.close();
process.exit(best.realtime / best.bare >= 0.7 ? 0 : 1);
