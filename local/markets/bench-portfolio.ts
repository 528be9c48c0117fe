import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type Address,
  createPublicClient,
  encodeAbiParameters,
  encodeFunctionData,
  erc20Abi,
  http,
  keccak256,
  type PublicClient,
  padHex,
  toHex,
} from 'viem';
import { base } from 'viem/chains';
import { readBalances } from '../../web/features/markets/portfolio/read-balances.ts';
import { rpc } from '../chain/rpc.ts';
import { readOptions, whole } from '../cli/read-options.ts';
import { startMarketWorld } from './market-world.ts';

const USAGE = `npm run bench:portfolio -- [--coins N] [--rounds N]
  The balances of a portfolio as the app reads them, through a node 50 ms away, beside one JSON-RPC batch made by hand, in turns. Ends with 1 beyond two round trips.`;

const { values } = readOptions(USAGE, { coins: whole(200), rounds: whole(30) });
const LATENCY_MS = 50;
const PROXY_PORT = 31_738;

const world = await startMarketWorld(31_720);
const { rpcUrl, clients, accounts } = world.chain;
let requests = 0;
const proxy = createServer(async (request, response) => {
  requests += 1;
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  await pause(LATENCY_MS / 2);
  const answer = await fetch(rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: Buffer.concat(parts),
  });
  const body = await answer.text();
  await pause(LATENCY_MS / 2);
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(body);
});
await new Promise<void>(ready => proxy.listen(PROXY_PORT, '127.0.0.1', ready));
try {
  const holder = accounts.fan.address;
  const coins = await makeCoins(values.coins, holder);
  const url = `http://127.0.0.1:${PROXY_PORT}`;
  // As web/lib/chain.ts makes it.
  const app = createPublicClient({
    chain: base,
    transport: http(url, { batch: true }),
    batch: { multicall: true },
  }) as PublicClient;
  const own: number[] = [];
  const batch: number[] = [];
  let most = 0;
  for (let round = -3; round < values.rounds; round++) {
    requests = 0;
    const began = performance.now();
    const balances = await readBalances(app, [holder], coins);
    const took = performance.now() - began;
    most = Math.max(most, requests);
    const reference = await timedBatch(url, coins, holder);
    if (balances.size !== coins.length || coins.some((coin, i) => balances.get(coin) !== reference.balances[i]))
      throw new Error('the two disagree');
    if (round >= 0) {
      own.push(took);
      batch.push(reference.ms);
    }
  }
  const at = (times: number[], share: number) => [...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN;
  console.log(`${coins.length} coins, a node ${LATENCY_MS} ms away, ${values.rounds} rounds`);
  console.log(`the app: ${most} round trips, p50 ${at(own, 0.5).toFixed(0)} ms, p90 ${at(own, 0.9).toFixed(0)} ms`);
  console.log(
    `one JSON-RPC batch by hand: p50 ${at(batch, 0.5).toFixed(0)} ms, p90 ${at(batch, 0.9).toFixed(0)} ms; the app ÷ batch at p50 ${(at(own, 0.5) / at(batch, 0.5)).toFixed(2)}`,
  );
  if (most > 2) process.exitCode = 1;
} finally {
  proxy.close();
  await world.stop();
}

/** Coins with the code of a real one, each with a balance of its own. */
async function makeCoins(count: number, holder: Address): Promise<Address[]> {
  const code = await clients.read.getCode({ address: world.coins.coins[0]?.address as Address });
  const slot = keccak256(encodeAbiParameters([{ type: 'address' }, { type: 'uint256' }], [holder, 0n]));
  const coins = Array.from({ length: count }, (_, i) => padHex(toHex(0xc0ffee0000 + i), { size: 20 }));
  for (const [i, coin] of coins.entries()) {
    await clients.test.setCode({ address: coin, bytecode: code ?? '0x' });
    await rpc(rpcUrl, 'anvil_setStorageAt', [coin, slot, padHex(toHex(BigInt(i + 1) * 10n ** 18n), { size: 32 })]);
  }
  return coins;
}

async function timedBatch(url: string, coins: readonly Address[], holder: Address): Promise<{ ms: number; balances: bigint[] }> {
  const data = encodeFunctionData({ abi: erc20Abi, functionName: 'balanceOf', args: [holder] });
  const began = performance.now();
  const body = JSON.stringify(
    coins.map((to, id) => ({ jsonrpc: '2.0', id, method: 'eth_call', params: [{ to, data }, 'latest'] })),
  );
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const found = (await answer.json()) as { id: number; result: string }[];
  const balances = found.sort((a, b) => a.id - b.id).map(each => BigInt(each.result));
  return { ms: performance.now() - began, balances };
}
