import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, Errors } from '@farcaster/quick-auth';
import { privateKeyToAccount } from 'viem/accounts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { localConfig, urlOf } from '../config.ts';
import type { Part } from '../part.ts';
import { startQuickAuth } from './quick-auth/start.ts';
import { type SignInMessage, signInMessage } from './sign-in-message.ts';
import { testUsers } from './users.ts';

const APP = 'http://127.0.0.1:28230';
const DOMAIN = '127.0.0.1:28230';
const users = Object.values(testUsers);
const { creator, fan } = testUsers;

let dataDir = '';
let config: ReturnType<typeof localConfig>;
let part: Part;
let clock = 0;

const client = () => createClient({ origin: urlOf(config, 'quickAuth') });
const start = () =>
  startQuickAuth(config, { findUser: fid => users.find(user => user.fid === fid), now: () => Date.now() + clock });

// One folder, hence one key, for all tests: the client keeps the key set of an origin.
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'quick-auth-test-'));
  config = localConfig({ firstPort: 28200, dataDir });
});

beforeEach(async () => {
  clock = 0;
  part = await start();
});

afterEach(() => part.stop());
afterAll(() => rm(dataDir, { recursive: true }));

async function signIn(changes: Partial<SignInMessage> = {}, { signer = creator.privateKey, domain = DOMAIN } = {}) {
  const { nonce } = await client().generateNonce();
  const now = new Date(Date.now() + clock);
  const message = signInMessage({ fid: creator.fid, address: creator.address, appOrigin: APP, nonce, now, ...changes });
  const signature = await privateKeyToAccount(signer).signMessage({ message });
  return client().verifySiwf({ message, signature, domain });
}

test('a signed message becomes a token for this domain, which the published client verifies', async () => {
  const { token } = await signIn();
  const payload = await client().verifyJwt({ token, domain: DOMAIN });
  expect(payload).toMatchObject({ sub: creator.fid, aud: DOMAIN, iss: urlOf(config, 'quickAuth') });
  expect(payload.exp - payload.iat).toBe(3600);
  await expect(client().verifyJwt({ token, domain: 'other.example' })).rejects.toBeInstanceOf(Errors.InvalidTokenError);
  const checked = await fetch(`${urlOf(config, 'quickAuth')}/verify-jwt?domain=${DOMAIN}&token=${token}`);
  expect(await checked.json()).toMatchObject({ sub: creator.fid });
});

test('tokens outlive a restart of the server', async () => {
  const { token } = await signIn();
  await part.stop();
  part = await start();
  expect((await client().verifyJwt({ token, domain: DOMAIN })).sub).toBe(creator.fid);
});

test('a token ends after an hour', async () => {
  clock = -3_601_000;
  const { token } = await signIn();
  await expect(client().verifyJwt({ token, domain: DOMAIN })).rejects.toBeInstanceOf(Errors.InvalidTokenError);
});

test.each<[string, Partial<SignInMessage>, { signer?: `0x${string}`; domain?: string }]>([
  ['a signature by someone else', {}, { signer: fan.privateKey }],
  ["someone else's fid", { fid: fan.fid }, {}],
  ['a fid that nobody has', { fid: 99 }, {}],
  ['another domain', {}, { domain: 'other.example' }],
  ['a nonce of its own making', { nonce: 'abcdef0123456789' }, {}],
  ['a message that has expired', { expirationTime: '2020-01-01T00:00:00.000Z' }, {}],
])('refuses %s', async (_, changes, options) => {
  await expect(signIn(changes, options)).rejects.toThrow();
});

test('a nonce works once and for ten minutes', async () => {
  const { nonce } = await client().generateNonce();
  const message = signInMessage({ fid: creator.fid, address: creator.address, appOrigin: APP, nonce, now: new Date() });
  const signature = await privateKeyToAccount(creator.privateKey).signMessage({ message });
  await client().verifySiwf({ message, signature, domain: DOMAIN });
  await expect(client().verifySiwf({ message, signature, domain: DOMAIN })).rejects.toThrow();
  const late = await client().generateNonce();
  clock = 601_000;
  await expect(signIn({ nonce: late.nonce })).rejects.toThrow();
});

test('nonsense is refused as a bad request', async () => {
  const post = (body: string) => fetch(`${urlOf(config, 'quickAuth')}/verify-siwf`, { method: 'POST', body });
  expect((await post('{')).status).toBe(400);
  expect((await post('{"message":"hello","signature":"0x","domain":"x"}')).status).toBe(400);
});
