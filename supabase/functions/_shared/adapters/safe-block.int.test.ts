import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type FaultProxy, startFaultProxy } from '../../../../local/chain/fault-proxy.ts';
import { startTestChain, type TestChain } from '../../../../local/chain/testing/test-chain.ts';
import { safeBlock } from './safe-block.ts';

let test: TestChain;
let node: FaultProxy;
let asked = 0;

beforeAll(async () => {
  test = await startTestChain(29_860);
  node = await startFaultProxy(test.chain.rpcUrl);
});
afterAll(async () => {
  await node?.stop();
  await test?.stop();
});
beforeEach(() => {
  asked = 0;
  node.decide = method => {
    if (method === 'eth_getBlockByNumber') asked += 1;
    return null;
  };
});

const ask = (now: () => number, chainId = 8453) => safeBlock({ rpcUrl: node.url, chainId, now });
const newest = async () => Number(await test.chain.clients.read.getBlockNumber());

it('is what the chain calls safe, behind its newest block', async () => {
  await test.chain.mine(100);
  const { number } = await test.chain.clients.read.getBlock({ blockTag: 'safe' });
  expect(await ask(Date.now)()).toBe(Number(number));
  expect(Number(number)).toBeLessThan(await newest());
});

it('is asked for once in ten seconds, however many coins want it', async () => {
  let clock = 1_000_000;
  const safe = ask(() => clock);
  const before = await safe();
  await test.chain.mine(5);
  clock += 9_999;
  expect([await safe(), asked]).toEqual([before, 1]);
  clock += 1;
  expect([await safe(), asked]).toEqual([before + 5, 2]);
});

it('is none while the node is away or another chain’s, and is asked for again at once', async () => {
  const safe = ask(() => 1_000_000);
  node.decide = () => ({ status: 503 });
  await expect(safe()).rejects.toMatchObject({ code: 'chain/away', status: 503, retryable: true });
  node.decide = method => (method === 'eth_chainId' ? { result: '0x1' } : null);
  await expect(safe()).rejects.toMatchObject({ code: 'chain/wrong-chain', status: 503, retryable: true });
  node.decide = () => null;
  expect(await safe()).toBeGreaterThan(0);
});

it('that was told before is not given on while the node is away: nobody says how old it is by now', async () => {
  let clock = 1_000_000;
  const safe = ask(() => clock);
  await safe();
  clock += 10_000;
  node.decide = () => ({ status: 503 });
  await expect(safe()).rejects.toMatchObject({ code: 'chain/away' });
});
