import { WebSocket } from 'ws';

/** Run as a process of its own, so that viewers cost the server's thread nothing: told `{url, viewers, join}`, then `{expect}`. */
type Order = { url: string; viewers: number; join: string | null } | { expect: number };
let heard = 0;
let wanted = Number.POSITIVE_INFINITY;
const sockets: WebSocket[] = [];
const check = () => {
  if (heard < wanted) return;
  wanted = Number.POSITIVE_INFINITY;
  process.send?.({ heard });
};

async function open(url: string, join: string | null): Promise<void> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  sockets.push(socket);
  await new Promise(resolve => socket.once('open', resolve));
  if (join !== null) {
    const joined = new Promise(resolve => socket.once('message', resolve));
    socket.send(join);
    await joined;
  }
  socket.on('message', data => {
    // Whatever else the server says is not what is counted.
    if (!(data as Buffer).includes('"tick"')) return;
    heard += 1;
    check();
  });
}

process.on('message', async (order: Order) => {
  if ('expect' in order) {
    wanted = order.expect;
    heard = 0;
    process.send?.({ ready: true });
    return;
  }
  for (const socket of sockets.splice(0)) socket.terminate();
  for (let i = 0; i < order.viewers; i += 50) {
    await Promise.all(Array.from({ length: Math.min(50, order.viewers - i) }, () => open(order.url, order.join)));
  }
  process.send?.({ open: true });
});
