import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADDRESSES } from '../../../../local/chain/addresses.ts';
import { type FaultProxy, startFaultProxy } from '../../../../local/chain/fault-proxy.ts';
import { startTestChain, type TestChain } from '../../../../local/chain/testing/test-chain.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import { turnedDown } from './chain-turned-down.ts';
import { safeBlock } from './safe-block.ts';

let test: TestChain;
let node: FaultProxy;

beforeAll(async () => {
  test = await startTestChain(29_910);
  node = await startFaultProxy(test.chain.rpcUrl);
});
afterAll(async () => {
  await node?.stop();
  await test?.stop();
});

/** Of these transactions, by their sender unless it is said otherwise. */
function ask(hashes: readonly string[], trader = fan().address) {
  let clock = 0;
  const safe = safeBlock({ rpcUrl: node.url, chainId: 8453, now: () => (clock += 60_000) });
  const trades = hashes.map(hash => ({ hash, trader: trader.toLowerCase(), since: unixMs(0) }));
  return turnedDown({ rpcUrl: node.url, safeBlock: safe })(trades);
}
const fan = () => test.chain.accounts.fan;
const send = (data: `0x${string}`) => {
  const wallet = test.chain.clients.walletOf(fan());
  // With gas of its own nobody tries it first.
  return wallet.sendTransaction({ to: ADDRESSES.poolManager, data, gas: 200_000n });
};
const noSuchCall = '0xdeadbeef';

it('knows what was turned down once its block stays, of that wallet alone, and nothing of what landed or was never seen', async () => {
  const down = await send(noSuchCall);
  const landed = await test.chain.clients.walletOf(fan()).sendTransaction({ to: fan().address, value: 1n });
  const unseen = `0x${'ab'.repeat(32)}`;
  const all = [down, landed, unseen];
  expect((await test.chain.clients.read.getTransactionReceipt({ hash: down })).status).toBe('reverted');
  expect(await ask(all)).toEqual([]);
  await test.chain.mine(100);
  expect(await ask(all)).toEqual([down]);
  expect(await ask(all, test.chain.accounts.creator.address)).toEqual([]);
});

it('says that the chain is away rather than that all is well', async () => {
  node.decide = method => (method === 'eth_getTransactionReceipt' ? { status: 503 } : null);
  await expect(ask([await send(noSuchCall)])).rejects.toMatchObject({ code: 'chain/away', retryable: true });
});
