import { type Hash, parseGwei } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestChain, type TestChain } from '../../local/chain/testing/test-chain.ts';
import { followTransaction, type Sent, type Sighting } from './follow-transaction.ts';

let world: TestChain;
beforeAll(async () => {
  world = await startTestChain(30_720);
});
afterAll(() => world?.stop());
beforeEach(() => world.chain.clients.test.setAutomine(false));

const TO = `0x${'7a'.repeat(20)}` as const;
const CALL = { to: TO, data: '0x1234', value: 5n } as const;
const MANY_LOOKS = 15;

const person = () => {
  const [account] = world.chain.accounts.traders;
  if (!account) throw new Error('no trader');
  return account;
};
const wallet = () => world.chain.clients.walletOf(person());
const mine = () => world.chain.clients.test.mine({ blocks: 1 });

/** Sends the call with the next nonce, at a fee of so many gwei. */
async function send(gwei: number, change: { to?: `0x${string}`; data?: `0x${string}`; value?: bigint; nonce?: number } = {}) {
  const nonce = change.nonce ?? (await world.chain.clients.read.getTransactionCount({ address: person().address }));
  const fee = parseGwei(String(gwei));
  const request = { ...CALL, ...change, nonce, gas: 100_000n, maxFeePerGas: fee, maxPriorityFeePerGas: fee };
  const raw = await wallet().signTransaction({ ...request, type: 'eip1559', chainId: 8453 });
  const hash = await world.chain.clients.read.sendRawTransaction({ serializedTransaction: raw });
  return { hash, nonce, raw };
}

/** Follows while the script does a step between two looks; when it is over, blocks are made until there is an end. */
async function follow(
  sent: Partial<Sent> & { hash: Hash },
  script: (() => unknown)[],
  client: object = world.chain.clients.read,
) {
  const told: Sighting[] = [];
  const steps = [...script];
  const fate = await followTransaction(
    client as never,
    { from: person().address, call: CALL, ...sent },
    { tell: what => void told.push(what), pause: async () => void (await (steps.shift() ?? mine)()) },
  );
  return { fate, told };
}
const wait = (looks: number) => Array.from({ length: looks }, () => () => undefined);

describe('followTransaction', () => {
  it('waits for what is slow, and says nothing of it', async () => {
    const { hash } = await send(1);
    const { fate, told } = await follow({ hash }, wait(2 * MANY_LOOKS));
    expect(fate).toMatchObject({ kind: 'mined', receipt: { transactionHash: hash, status: 'success' } });
    expect(told).toEqual([]);
  });

  it.each([
    ['as it was', CALL.data],
    ['with a word of its own behind it', `${CALL.data}0080218021`],
  ] as const)('takes the receipt of the same call, %s, after the wallet raised its fee', async (_, data) => {
    const { hash, nonce } = await send(1, { data });
    let faster: Hash | undefined;
    const { fate } = await follow({ hash }, [
      async () => {
        faster = (await send(9, { nonce, data })).hash;
      },
      ...wait(3),
      mine,
    ]);
    expect(faster).not.toBe(hash);
    expect(fate).toMatchObject({ kind: 'mined', receipt: { transactionHash: faster } });
  });

  it.each([
    ['cancelled', { data: '0x', value: 0n, own: true }],
    ['replaced', { data: '0x99', value: 1n, own: false }],
    ['replaced', { data: '0x1234', value: 6n, own: false }],
  ] as const)('knows what was %s by what took its place', async (kind, { own, ...other }) => {
    const { hash, nonce } = await send(1);
    const { fate } = await follow({ hash }, [() => send(9, { ...other, nonce, ...(own && { to: person().address }) })]);
    expect(fate).toMatchObject({ kind, receipt: { status: 'success' } });
    expect(fate.receipt?.transactionHash).not.toBe(hash);
  });

  it('finds it also some blocks later, after the device slept', async () => {
    const { hash, nonce } = await send(1);
    const { fate } = await follow({ hash }, [
      async () => {
        await send(9, { nonce, data: '0x', value: 0n, to: person().address });
        for (let block = 0; block < 6; block++) await mine();
      },
    ]);
    expect(fate.kind).toBe('cancelled');
  });

  it('says that it was dropped, and goes on: it may come back and be mined', async () => {
    const { hash, raw } = await send(1);
    const { fate, told } = await follow({ hash }, [
      () => world.chain.clients.test.dropTransaction({ hash }),
      ...wait(MANY_LOOKS),
      () => world.chain.clients.read.sendRawTransaction({ serializedTransaction: raw }),
      ...wait(1),
    ]);
    expect(told).toEqual(['dropped', 'seen']);
    expect(fate).toMatchObject({ kind: 'mined', receipt: { transactionHash: hash } });
  });

  it('sees what is sent in place of what was dropped', async () => {
    const { hash, nonce } = await send(1);
    const { fate, told } = await follow({ hash }, [
      () => world.chain.clients.test.dropTransaction({ hash }),
      ...wait(MANY_LOOKS),
      () => send(2, { nonce, data: '0x55' }),
    ]);
    expect([told, fate.kind]).toEqual([['dropped'], 'replaced']);
  });

  it('takes a network that is away for no sign of anything', async () => {
    const { hash } = await send(1);
    let looks = 0;
    const flaky = {
      ...world.chain.clients.read,
      getTransaction: async (which: { hash: Hash }) => {
        looks += 1;
        if (looks > 1 && looks < 3 * MANY_LOOKS) throw new Error('fetch failed');
        return world.chain.clients.read.getTransaction(which);
      },
    };
    const { fate, told } = await follow({ hash }, wait(3 * MANY_LOOKS), flaky);
    expect([told, fate.kind]).toEqual([[], 'mined']);
  });

  it('waits for what others sent for a wallet, whatever they do besides', async () => {
    const { hash, nonce, raw } = await send(1);
    const { fate, told } = await follow({ hash, from: TO }, [
      () => world.chain.clients.test.dropTransaction({ hash }),
      ...wait(2 * MANY_LOOKS),
      () => world.chain.clients.read.sendRawTransaction({ serializedTransaction: raw }),
    ]);
    expect(nonce).toBeGreaterThanOrEqual(0);
    expect([told, fate.kind]).toEqual([[], 'mined']);
  });
});
