import { erc20Abi, multicall3Abi, parseAbi, parseEther, parseGwei } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADDRESSES } from './addresses.ts';
import { launch } from './testing/launch.ts';
import { startTestChain, type TestChain } from './testing/test-chain.ts';

const FEED = parseAbi([
  'function latestRoundData() view returns (uint80, int256, uint256, uint256, uint80)',
  'function decimals() view returns (uint8)',
  'function setAnswer(int256 answer, uint256 updatedAt)',
]);
const DOLLAR = 100_000_000n;

let world: TestChain;
beforeAll(async () => {
  world = await startTestChain(27_040);
});
afterAll(() => world.stop());

const ask = async (body: object) => {
  const response = await fetch(world.chain.rpcUrl, { method: 'POST', body: JSON.stringify(body) });
  return (await response.json()) as unknown;
};
const price = () =>
  world.chain.clients.read.readContract({ abi: FEED, address: ADDRESSES.ethUsdFeed, functionName: 'latestRoundData' });

describe('The chain', () => {
  it('is Base by its id, at the time of now', async () => {
    expect(await world.chain.clients.read.getChainId()).toBe(8453);
    const { timestamp } = await world.chain.clients.read.getBlock();
    expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(60);
  });

  it('has code at every address that it names', async () => {
    for (const address of Object.values(ADDRESSES)) {
      expect((await world.chain.clients.read.getCode({ address }))?.length, address).toBeGreaterThan(100);
    }
  });

  it("suggests Base's tip, in a batch as well, and does not fill in transactions", async () => {
    expect(await world.chain.clients.read.estimateMaxPriorityFeePerGas()).toBe(parseGwei('0.001'));
    const call = (id: number, method: string) => ({
      jsonrpc: '2.0',
      id,
      method,
      params: method === 'eth_fillTransaction' ? [{}] : [],
    });
    const answers = await ask([call(1, 'eth_chainId'), call(2, 'eth_maxPriorityFeePerGas'), call(3, 'eth_fillTransaction')]);
    expect(answers).toMatchObject([
      { id: 1, result: '0x2105' },
      { id: 2, result: '0xf4240' },
      { id: 3, error: { code: -32601 } },
    ]);
  });

  it('asks a few cents for a launch', async () => {
    const { receipt } = await launch(world.chain);
    expect(receipt.gasUsed * receipt.effectiveGasPrice).toBeLessThan(parseEther('0.00003'));
  });

  it('takes back what a reorg undoes', async () => {
    const { coin, receipt } = await launch(world.chain, { name: 'Undone' });
    const { read } = world.chain.clients;
    const height = await read.getBlockNumber();
    await world.chain.reorg(1);
    expect(await read.getBlockNumber()).toBe(height);
    expect((await read.getBlock({ blockNumber: height })).hash).not.toBe(receipt.blockHash);
    expect(await read.getCode({ address: coin })).toBeUndefined();
    expect((await launch(world.chain, { name: 'Undone' })).coin).toBe(coin);
  });

  it('keeps logs and receipts of blocks whose state it forgot', async () => {
    const { coin, receipt } = await launch(world.chain, { name: 'Old' });
    await world.chain.mine(300);
    const { read } = world.chain.clients;
    const logs = await read.getLogs({ address: coin, fromBlock: receipt.blockNumber, toBlock: receipt.blockNumber });
    expect(logs.length).toBeGreaterThan(0);
    expect((await read.getTransactionReceipt({ hash: receipt.transactionHash })).blockHash).toBe(receipt.blockHash);
  });

  it('says what is safe and what is final', async () => {
    await world.chain.mine(100);
    const { read } = world.chain.clients;
    const head = await read.getBlockNumber();
    expect((await read.getBlock({ blockTag: 'safe' })).number).toBe(head - 32n);
    expect((await read.getBlock({ blockTag: 'finalized' })).number).toBe(head - 64n);
  });
});

describe('The price of ETH', () => {
  it('is fresh and near its usual value from the start', async () => {
    const [, answer, , updatedAt] = await price();
    expect(
      await world.chain.clients.read.readContract({ abi: FEED, address: ADDRESSES.ethUsdFeed, functionName: 'decimals' }),
    ).toBe(8);
    expect(answer).toBeGreaterThan(3_100n * DOLLAR);
    expect(answer).toBeLessThan(3_300n * DOLLAR);
    expect(Math.abs(Number(updatedAt) - Date.now() / 1000)).toBeLessThan(60);
  });

  it('is what a test sets, even an old one', async () => {
    await world.chain.setFeedPrice({ answer: 2_000n * DOLLAR, updatedAt: 1_700_000_000n });
    expect((await price()).slice(1, 4)).toEqual([2_000n * DOLLAR, 1_700_000_000n, 1_700_000_000n]);
  });

  it('is set by its owner alone', async () => {
    const set = { abi: FEED, address: ADDRESSES.ethUsdFeed, functionName: 'setAnswer', args: [1n, 1n] } as const;
    const stranger = world.chain.accounts.fan.address;
    await expect(world.chain.clients.read.simulateContract({ ...set, account: stranger })).rejects.toThrow(/revert/);
    const { deployer } = world.chain.accounts;
    await expect(world.chain.clients.read.simulateContract({ ...set, account: deployer.address })).resolves.toBeDefined();
  });
});

describe('Multicall3', () => {
  it('answers many reads in one call, and tells which of them failed', async () => {
    const { read } = world.chain.clients;
    const { coin } = await launch(world.chain, { name: 'Many' });
    const address = ADDRESSES.multicall3;
    const results = await read.multicall({
      contracts: [
        { abi: erc20Abi, address: coin, functionName: 'symbol' },
        { abi: erc20Abi, address: ADDRESSES.poolManager, functionName: 'symbol' },
        { abi: multicall3Abi, address, functionName: 'getEthBalance', args: [world.chain.accounts.newcomer.address] },
      ],
    });
    expect(results.map(({ status }) => status)).toEqual(['success', 'failure', 'success']);
    expect(results[0]?.result).toBe('BUS');
    expect(results[2]?.result).toBe(parseEther('2'));
  });
});
