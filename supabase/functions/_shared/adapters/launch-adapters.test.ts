import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { chainClient } from './chain-client.ts';
import { launchChain } from './chain-launches.ts';
import { syncChain } from './chain-markets.ts';
import { pinata } from './ipfs.ts';

const factory = '0x777777751622c0d3258f214f9df38e35bf45baf3';
const wallet = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8';
let server: Server | undefined;
afterEach(() => server?.close());

/** A service that gives every request the same answer; JSON-RPC errors and results get the request's id. As a node it says its chain. */
async function answering(status: number, body: object): Promise<string> {
  server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const asked: unknown = text.startsWith('[') || text.startsWith('{') ? JSON.parse(text) : null;
    const one = (request: unknown) => {
      const { id = 1, method } = (request ?? {}) as { id?: number; method?: string };
      return { jsonrpc: '2.0', id, ...(method === 'eth_chainId' ? { result: '0x1' } : body) };
    };
    outgoing
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify(Array.isArray(asked) ? asked.map(one) : one(asked)));
  });
  await new Promise<void>(done => server?.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const chainOf = (url: string) => launchChain(chainClient(url), { wallet, factory, chainId: 1 });
const call = { to: factory, data: '0x', value: 0n } as const;

describe('what a node says of a launch', () => {
  it.each([
    ['already known', 'known'],
    ['transaction already imported', 'known'],
    ['nonce too low: next nonce 5, tx nonce 4', 'used'],
    ['nonce too high', 'too-high'],
    ['AlreadyKnown', 'known'],
    ['OldNonce, Current nonce: 5, nonce of rejected tx: 4', 'used'],
    ['NonceGap, Future nonce. Expected nonce: 5', 'too-high'],
    ['ReplacementNotAllowed', 'underpriced'],
    ['FeeTooLow, MaxFeePerGas too low', 'underpriced'],
    ['replacement transaction underpriced', 'underpriced'],
    ['max fee per gas less than block base fee: address 0x0', 'underpriced'],
  ] as const)('is read from its words: %s', async (message, answer) => {
    const chain = chainOf(await answering(200, { error: { code: -32000, message } }));
    expect(await chain.broadcast('0x02')).toBe(answer);
  });

  it.each(['exceeds block gas limit', 'unknown transaction type'])(
    'may be a refusal, which waiting does not mend: %s',
    async message => {
      const chain = chainOf(await answering(200, { error: { code: -32000, message } }));
      await expect(chain.broadcast('0x02')).rejects.toMatchObject({ code: 'launches/node-refuses' });
    },
  );

  it('counts for nothing when the node is of another chain', async () => {
    const url = await answering(200, { result: '0x5' });
    const other = launchChain(chainClient(url), { wallet, factory, chainId: 8453 });
    expect(await chainOf(url).pendingCount()).toBe(5);
    await expect(other.pendingCount()).rejects.toMatchObject({ code: 'chain/wrong-chain', retryable: true });
    await expect(other.broadcast('0x02')).rejects.toMatchObject({ code: 'chain/wrong-chain' });
  });

  it.each([
    'insufficient funds for gas * price + value',
    'InsufficientFunds, Account balance: 0',
    'Upfront cost exceeds account balance',
  ])('is a fault with words when the wallet is empty: %s', async message => {
    const chain = chainOf(await answering(200, { error: { code: -32000, message } }));
    await expect(chain.broadcast('0x02')).rejects.toMatchObject({ code: 'launches/wallet-empty', retryable: true });
  });

  it.each([429, 500, 503])('can be tried again when it answers %i', async status => {
    const url = await answering(status, { error: { code: -32005, message: 'slow down' } });
    await expect(chainOf(url).broadcast('0x02')).rejects.toMatchObject({ code: 'chain/away', retryable: true });
    await expect(chainOf(url).pendingCount()).rejects.toMatchObject({ code: 'chain/away', retryable: true });
    await expect(syncChain({ first: chainClient(url) }).head()).rejects.toMatchObject({ code: 'chain/away', retryable: true });
  });

  it('can be tried again when nobody answers', async () => {
    await expect(chainOf('http://127.0.0.1:9').minedCount()).rejects.toMatchObject({ code: 'chain/away', status: 503 });
  });

  it('tells a call that would revert from a node that is away', async () => {
    const chain = chainOf(await answering(200, { error: { code: 3, message: 'execution reverted: no', data: '0x' } }));
    await expect(chain.simulate(call)).rejects.toMatchObject({ code: 'launches/would-revert', retryable: true });
    server?.close();
    const away = chainOf(await answering(503, {}));
    await expect(away.simulate(call)).rejects.toMatchObject({ code: 'chain/away' });
  });

  it('has no receipt of what it does not know', async () => {
    expect(await chainOf(await answering(200, { result: null })).receipt(`0x${'ab'.repeat(32)}`)).toBeNull();
  });
});

describe('pinning', () => {
  const bytes = new TextEncoder().encode('{}');

  it('gives the CID of the service', async () => {
    const pin = pinata({ url: await answering(200, { data: { cid: 'bafkrei' } }), jwt: 'j' });
    expect(await pin(bytes, 'a.json')).toBe('bafkrei');
  });

  it('can be tried again when the service refuses, talks nonsense or is away', async () => {
    for (const [status, body] of [
      [401, {}],
      [200, { data: {} }],
      [502, {}],
    ] as const) {
      await expect(pinata({ url: await answering(status, body), jwt: 'j' })(bytes, 'a.json')).rejects.toMatchObject({
        code: 'ipfs/away',
        retryable: true,
      });
      server?.close();
    }
    await expect(pinata({ url: 'http://127.0.0.1:9', jwt: 'j' })(bytes, 'a.json')).rejects.toMatchObject({ code: 'ipfs/away' });
  });
});
