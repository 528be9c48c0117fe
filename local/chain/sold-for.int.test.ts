import { erc20Abi, keccak256, parseEther, toHex } from 'viem';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { soldFor } from '../../shared/markets/sold-for.ts';
import { launch } from './testing/launch.ts';
import { startTestChain, type TestChain } from './testing/test-chain.ts';
import { allowSelling, buy, sell } from './testing/trade.ts';

let world: TestChain;
beforeAll(async () => {
  world = await startTestChain(30_760);
});
afterAll(() => world?.stop());

it('a sale on the real Uniswap brought, to the last wei, what its receipt says', async () => {
  const { read } = world.chain.clients;
  const coin = await launch(world.chain, { coinSalt: keccak256(toHex('sold for')) });
  await world.chain.increaseTime(10);
  const [seller] = world.chain.accounts.traders;
  if (!seller) throw new Error('no trader');
  await allowSelling(world.chain, coin.coin, seller);
  await buy(world.chain, coin, { by: seller, amountIn: parseEther('0.05') });
  const held = await read.readContract({ abi: erc20Abi, address: coin.coin, functionName: 'balanceOf', args: [seller.address] });
  for (const amountIn of [held / 3n, held / 7n]) {
    const before = await read.getBalance({ address: seller.address });
    const receipt = await sell(world.chain, coin, { by: seller, amountIn });
    const { input } = await read.getTransaction({ hash: receipt.transactionHash });
    const brought = (await read.getBalance({ address: seller.address })) - before + receipt.gasUsed * receipt.effectiveGasPrice;
    expect(soldFor(input, receipt.logs)).toBe(brought);
    expect(brought).toBeGreaterThan(0n);
  }
});
