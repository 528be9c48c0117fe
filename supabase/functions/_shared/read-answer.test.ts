import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askJson } from './adapters/ask-json.ts';
import { chainClient } from './adapters/chain-client.ts';
import { launchChain } from './adapters/chain-launches.ts';
import { hostNotifications } from './adapters/host-notifications.ts';
import { hubAppKeys } from './adapters/hub-app-keys.ts';
import { pinata } from './adapters/ipfs.ts';
import { neynarUsers } from './adapters/neynar-users.ts';
import { pinataFiles } from './adapters/pinata-files.ts';
import { pinningService } from './adapters/pinning-service.ts';
import { quickAuth } from './adapters/quick-auth.ts';
import { remoteSigner } from './adapters/remote-signer.ts';
import { askTableland } from './adapters/tableland-network.ts';
import { type QuoteRequest, zoraQuotes } from './adapters/zora.ts';
import { tokenVerifier } from './http/require-session.ts';

const CHUNK = Buffer.alloc(64 * 1024, ' ');
/** More than anybody here reads. */
const ENOUGH = 32 * 1024 * 1024;
/** What answers at all gets its time, however busy this machine is. */
const timeoutMs = 60_000;
const nobody = `0x${'ab'.repeat(20)}` as const;
/** A token that needs its key to be looked up. */
const token = `${btoa('{"alg":"ES256","kid":"k"}').replaceAll('=', '')}.e30.AAAA`;
const unsigned = { to: nobody, data: '0x', value: 0n, chainId: 1, nonce: 0, gas: 1n } as const;
const fees = { maxFeePerGas: 1n, maxPriorityFeePerGas: 1n };

let server: Server;
let url = '';
let sent = 0;

const pour = (response: ServerResponse) => {
  if (sent >= ENOUGH) return void response.end();
  sent += CHUNK.length;
  response.write(CHUNK, error => error ?? pour(response));
};

beforeAll(async () => {
  server = createServer((_, response) => pour(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  sent = 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('an answer that has no end is not read to its end', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    ['quotes', () => zoraQuotes({ url, apiKey: 'k' })({} as QuoteRequest), 'zora/away'],
    ['casts', () => askJson(url, null as never, { source: 'neynar', timeoutMs }), 'hearing/away'],
    ['profiles', () => neynarUsers({ url, apiKey: 'k', timeoutMs })(1), 'identity/profile-away'],
    ['a signature', () => remoteSigner({ url, token: 't', address: nobody }).sign({ ...unsigned, ...fees }), 'signer/away'],
    ['a pin', () => pinata({ url, jwt: 'j' })(new Uint8Array(), 'a.json'), 'ipfs/away'],
    ['a second pin', () => pinningService({ url, token: 't' }).look('a'), 'media/second-pin-away'],
    ['files', () => pinataFiles({ uploadUrl: url, filesUrl: url, jwt: 'j' }).named('a'), 'media/store-away'],
    ['keys of clients', () => hubAppKeys({ url, timeoutMs })(1, '0xa'), 'hooks/registry-away'],
    [
      'notifications',
      () => hostNotifications({ origins: [url], timeoutMs })({} as never, [{ url, token: 't' } as never]),
      'notifications/host-refused',
    ],
    ['rows', () => askTableland(url)('/a'), 'tableland/away'],
    ['the keys of Quick Auth', () => quickAuth({ origin: url, domain: 'd', now: Date.now })(token), 'identity/sign-in-away'],
    ['the keys of sessions', () => tokenVerifier({ supabaseUrl: url })(token), 'session/keys-away'],
    ['a node', () => launchChain(chainClient(url), { wallet: nobody, factory: nobody, chainId: 1 }).minedCount(), 'chain/away'],
  ])('%s', async (_, ask, code) => {
    await expect(ask()).rejects.toMatchObject({ code });
    expect(sent).toBeLessThan(ENOUGH);
  });
});

it('nothing in the functions reads an answer without a bound', () => {
  const root = join(import.meta.dirname, '..');
  const files = globSync('**/*.ts', { cwd: root }).filter(file => !/\.test\.ts$|_testing\//.test(file));
  expect(files.length).toBeGreaterThan(100);
  const unbounded = /\.(json|text|arrayBuffer|blob|bytes|formData)\(\)|createRemoteJWKSet\((?![\s\S]{0,200}customFetch)/;
  expect(files.filter(file => unbounded.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
});
