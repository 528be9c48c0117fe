import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Address,
  concat,
  encodeAbiParameters,
  getCreate2Address,
  type Hex,
  keccak256,
  parseAbiParameters,
  toHex,
  zeroAddress,
} from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFaultProxy } from '../../../../local/chain/fault-proxy.ts';
import { type ChainPart, startChain } from '../../../../local/chain/index.ts';
import { localConfig } from '../../../../local/config.ts';
import { chainClient } from './chain-client.ts';
import { textVerifier } from './chain-signatures.ts';

/** A contract wallet that says yes (ERC-1271) to every signature that begins with the byte 01, and else nothing. */
const RUNTIME = '0x60643560f81c600114600f575f5ffd5b631626ba7e60e01b5f5260205ff3';
const INIT = concat(['0x601e600a5f39601e5ff3', RUNTIME]);
/** What every chain has at this address: makes a contract from a salt and its code. */
const FACTORY: Address = '0x4e59b44847b379578588920cA78FbF26c0B4956C';
const MAGIC: Hex = `0x${'6492'.repeat(16)}`;
const TEXT = 'Sign in to GigaVibe.';

let folder = '';
let chain: ChainPart;
let verify: ReturnType<typeof textVerifier>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gigavibe-signatures-'));
  chain = await startChain(localConfig({ firstPort: 29_740, dataDir: folder, cacheDir: '.local/cache' }));
  verify = textVerifier({ first: chainClient(chain.rpcUrl) });
});
afterAll(async () => {
  await chain?.stop();
  await rm(folder, { recursive: true, force: true });
});

const walletOf = (salt: Hex) => getCreate2Address({ from: FACTORY, salt, bytecode: INIT });
/** A signature of a wallet that is not there yet, with what makes it (ERC-6492). */
const undeployed = (salt: Hex, signature: Hex) =>
  concat([encodeAbiParameters(parseAbiParameters('address, bytes, bytes'), [FACTORY, concat([salt, INIT]), signature]), MAGIC]);

describe('signatures of texts', () => {
  it('of a plain key need no chain', async () => {
    const account = privateKeyToAccount(chain.accounts.fan.privateKey);
    const offline = textVerifier({ first: chainClient('http://127.0.0.1:9') });
    const signature = await account.signMessage({ message: TEXT });
    expect(await offline(account.address, TEXT, signature)).toBe(true);
    expect(await verify(chain.accounts.creator.address, TEXT, signature)).toBe(false);
    expect(await verify(account.address, `${TEXT} And pay.`, signature)).toBe(false);
    // It might be a contract's: nobody can say while the chain is away.
    await expect(offline(chain.accounts.creator.address, TEXT, signature)).rejects.toMatchObject({
      status: 503,
      retryable: true,
    });
  });

  it('of a contract wallet are the contract’s to judge (ERC-1271), also before it is there (ERC-6492)', async () => {
    const salt = keccak256(toHex('a wallet'));
    const wallet = walletOf(salt);
    const [good, bad] = [`0x01${'aa'.repeat(64)}`, `0x02${'aa'.repeat(64)}`] as const;
    expect(await verify(wallet, TEXT, undeployed(salt, good))).toBe(true);
    expect(await verify(wallet, TEXT, undeployed(salt, bad))).toBe(false);
    expect(await verify(walletOf(keccak256(toHex('another'))), TEXT, undeployed(salt, good))).toBe(false);
    expect(await verify(wallet, TEXT, good)).toBe(false);

    const hash = await chain.clients.walletOf(chain.accounts.fan).sendTransaction({ to: FACTORY, data: concat([salt, INIT]) });
    await chain.clients.read.waitForTransactionReceipt({ hash });
    expect(await verify(wallet, TEXT, good)).toBe(true);
    expect(await verify(wallet, TEXT, bad)).toBe(false);
  });

  it('of a contract wallet are what two nodes say alike: a yes or a no of one of them is none', async () => {
    const [node, witness] = await Promise.all([startFaultProxy(chain.rpcUrl), startFaultProxy(chain.rpcUrl)]);
    const both = textVerifier({ first: chainClient(node.url), witness: chainClient(witness.url) });
    const salt = keccak256(toHex('a wallet that is asked for twice'));
    const wallet = walletOf(salt);
    const [good, bad] = [undeployed(salt, `0x01${'aa'.repeat(64)}`), undeployed(salt, `0x02${'aa'.repeat(64)}`)];
    expect(await both(wallet, TEXT, good)).toBe(true);
    expect(await both(wallet, TEXT, bad)).toBe(false);
    for (const liar of [node, witness]) {
      liar.decide = method => (method === 'eth_call' ? { result: '0x01' } : null);
      await expect(both(wallet, TEXT, bad)).rejects.toMatchObject({ code: 'witness/differs', status: 503, retryable: true });
      liar.decide = method => (method === 'eth_call' ? { result: '0x' } : null);
      await expect(both(wallet, TEXT, good)).rejects.toMatchObject({ code: 'witness/differs' });
      liar.decide = () => null;
    }
    // What one node alone would have believed.
    node.decide = method => (method === 'eth_call' ? { result: '0x01' } : null);
    expect(await textVerifier({ first: chainClient(node.url) })(wallet, TEXT, bad)).toBe(true);
    witness.decide = () => ({ status: 503 });
    await expect(both(wallet, TEXT, bad)).rejects.toMatchObject({ code: 'witness/silent', status: 503 });
    // A plain key asks nobody.
    const account = privateKeyToAccount(chain.accounts.fan.privateKey);
    expect(await both(account.address, TEXT, await account.signMessage({ message: TEXT }))).toBe(true);
    await Promise.all([node.stop(), witness.stop()]);
  });

  it('of nobody are none, though ecrecover gives the zero address for what no key can have signed', async () => {
    expect(await verify(zeroAddress, TEXT, `0x${'00'.repeat(64)}1b`)).toBe(false);
  });
});
