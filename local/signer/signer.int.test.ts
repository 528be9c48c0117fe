import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkSigned } from '../../shared/launches/check-signed.ts';
import { remoteSigner } from '../../supabase/functions/_shared/adapters/remote-signer.ts';
import { launchSigner, signerFrom } from '../../supabase/functions/_shared/adapters/signer.ts';
import { ACCOUNTS } from '../chain/accounts.ts';
import { ADDRESSES } from '../chain/addresses.ts';
import { startSigner } from './start-signer.ts';

const PORT = 29_640;
const token = 'a token of some length';
const { address, privateKey } = ACCOUNTS.launchWallet;
const url = `http://127.0.0.1:${PORT}`;
const asked = {
  to: ADDRESSES.coinFactory,
  data: '0xdeadbeef',
  value: 0n,
  chainId: 8453,
  nonce: 0,
  gas: 100_000n,
  maxFeePerGas: 20n,
  maxPriorityFeePerGas: 2n,
} as const;
let stop: () => Promise<void>;

beforeAll(async () => {
  stop = await startSigner(
    { port: PORT, token, privateKey },
    { to: [ADDRESSES.coinFactory, address], chainId: 8453, mostFee: 10n ** 16n },
  );
});
afterAll(() => stop?.());

/** A service that says this to whatever it is asked. */
async function saying(body: string) {
  const server = createServer((_, response) => response.end(body));
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { signer: remoteSigner({ url: at, token, address }), close: () => server.close() };
}

describe('a signer elsewhere', () => {
  it('signs the same bytes as the key itself', async () => {
    const remote = await remoteSigner({ url, token, address }).sign(asked);
    expect(remote).toEqual(await launchSigner(privateKey).sign(asked));
    await expect(checkSigned(remote.raw, asked, address)).resolves.toBeUndefined();
  });

  it.each([
    ['another contract', { to: ACCOUNTS.fan.address }],
    ['ether', { value: 1n }],
    ['another chain', { chainId: 1 }],
    ['a fee above its own limit', { maxFeePerGas: 10n ** 12n }],
  ])('has rules of its own, against %s', async (_, change) => {
    const signing = remoteSigner({ url, token, address }).sign({ ...asked, ...change });
    await expect(signing).rejects.toMatchObject({ code: 'signer/refused', retryable: true, facts: { code: -32010 } });
  });

  it('is away when it does not know us, does not answer, or talks nonsense', async () => {
    await expect(remoteSigner({ url, token: 'a wrong one', address }).sign(asked)).rejects.toMatchObject({ code: 'signer/away' });
    const nobody = remoteSigner({ url: 'http://127.0.0.1:9', token, address });
    await expect(nobody.sign(asked)).rejects.toMatchObject({ code: 'signer/away', retryable: true });
    for (const body of ['words', '{}', '{"result":"0xzz"}', '{"result":17}']) {
      const { signer, close } = await saying(body);
      await expect(signer.sign(asked)).rejects.toMatchObject({ code: 'signer/away' });
      close();
    }
  });

  it('may put its answer into an object, as clef and geth do', async () => {
    const { raw, hash } = await launchSigner(privateKey).sign(asked);
    const { signer, close } = await saying(JSON.stringify({ jsonrpc: '2.0', id: 1, result: { raw, tx: {} } }));
    expect(await signer.sign(asked)).toEqual({ raw, hash });
    close();
  });

  it('is chosen by the environment, which names one signer and names it in full', () => {
    const elsewhere = { LAUNCH_SIGNER_URL: url, LAUNCH_SIGNER_TOKEN: token, LAUNCH_WALLET_ADDRESS: address };
    expect(signerFrom({ LAUNCH_WALLET_PRIVATE_KEY: privateKey }).address).toBe(address);
    expect(signerFrom(elsewhere).address).toBe(address);
    for (const wrong of [{}, { ...elsewhere, LAUNCH_WALLET_PRIVATE_KEY: privateKey }, { LAUNCH_SIGNER_URL: url }])
      expect(() => signerFrom(wrong)).toThrow(/needs either/);
  });
});
