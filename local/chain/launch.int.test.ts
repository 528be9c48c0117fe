import { coinABI, coinFactoryABI, encodeMultiCurvePoolConfig } from '@zoralabs/protocol-deployments';
import {
  encodeAbiParameters,
  erc20Abi,
  getAddress,
  keccak256,
  parseEther,
  parseEventLogs,
  parseSignature,
  toHex,
  zeroAddress,
} from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADDRESSES, LOCAL_ADDRESSES } from './addresses.ts';
import { launch, launchArgs, sqrtPriceOf, TEST_CURVE } from './testing/launch.ts';
import { startTestChain, type TestChain } from './testing/test-chain.ts';

const MILLION = parseEther('1000000');
const LEAST_TICK = -887_200;

let world: TestChain;
beforeAll(async () => {
  world = await startTestChain(27_010);
});
afterAll(() => world.stop());

const salt = (words: string) => keccak256(toHex(words));
const balanceOf = (coin: `0x${string}`, account: `0x${string}`) =>
  world.chain.clients.read.readContract({ abi: erc20Abi, address: coin, functionName: 'balanceOf', args: [account] });
const addressFor = (input: Parameters<typeof launch>[1] = {}) =>
  world.chain.clients.read.readContract({
    abi: coinFactoryABI,
    address: ADDRESSES.coinFactory,
    functionName: 'coinAddress',
    args: launchArgs(world.chain, input).address,
  });

describe('A new coin', () => {
  it('gives ten million to the payout recipient and locks the rest of a billion in its pool', async () => {
    const { coin } = await launch(world.chain, { coinSalt: salt('supply') });
    const total = await world.chain.clients.read.readContract({ abi: erc20Abi, address: coin, functionName: 'totalSupply' });
    expect(total).toBe(1000n * MILLION);
    expect(await balanceOf(coin, world.chain.accounts.creator.address)).toBe(10n * MILLION);
    const pooled = await balanceOf(coin, ADDRESSES.poolManager);
    const dust = await balanceOf(coin, ADDRESSES.coinHook);
    expect(pooled + dust).toBe(990n * MILLION);
    // What rounding leaves of six positions: a billionth of a coin at most.
    expect(dust).toBeLessThan(1_000_000_000n);
  });

  it('is announced with its pool, whose id is the hash of its key', async () => {
    const { coin, key, poolId, receipt } = await launch(world.chain, { coinSalt: salt('announced') });
    const [created] = parseEventLogs({ abi: coinFactoryABI, logs: receipt.logs, eventName: 'CoinCreatedV4' });
    expect(created?.args).toMatchObject({
      caller: world.chain.accounts.launchWallet.address,
      payoutRecipient: world.chain.accounts.creator.address,
      platformReferrer: world.chain.accounts.platformReferrer.address,
      currency: zeroAddress,
      uri: 'ipfs://metadata',
      name: 'Night Bus',
      symbol: 'BUS',
    });
    expect(key).toEqual({ currency0: zeroAddress, currency1: coin, fee: 0x800000, tickSpacing: 200, hooks: ADDRESSES.coinHook });
    const words = [key.currency0, key.currency1, key.fee, key.tickSpacing, key.hooks] as const;
    const types = ['address', 'address', 'uint24', 'int24', 'address'].map(type => ({ type }));
    expect(poolId).toBe(keccak256(encodeAbiParameters(types, words)));
  });

  it('tells both balances with every transfer', async () => {
    const { coin, receipt } = await launch(world.chain, { coinSalt: salt('balances') });
    const logs = receipt.logs.filter(log => getAddress(log.address) === coin);
    const transfers = parseEventLogs({ abi: coinABI, logs, eventName: 'CoinTransfer' }).map(({ args }) => args);
    const creator = world.chain.accounts.creator.address;
    expect(transfers[0]).toEqual({
      sender: zeroAddress,
      recipient: creator,
      amount: 10n * MILLION,
      senderBalance: 0n,
      recipientBalance: 10n * MILLION,
    });
    expect(transfers[1]).toMatchObject({ recipient: ADDRESSES.coinHook, recipientBalance: 990n * MILLION });
    expect(transfers[2]).toMatchObject({ sender: ADDRESSES.coinHook, recipient: ADDRESSES.poolManager });
    expect(transfers[2]?.recipientBalance).toBe(await balanceOf(coin, ADDRESSES.poolManager));
    expect(transfers).toHaveLength(3);
  });

  it('starts at the lowest price of its curves', async () => {
    const curve = { ...TEST_CURVE, tickLower: [-180_000, -210_000], tickUpper: [-160_000, -170_000] };
    const poolConfig = encodeMultiCurvePoolConfig({
      ...curve,
      numDiscoveryPositions: [2, 3],
      maxDiscoverySupplyShare: [parseEther('0.25'), parseEther('0.5')],
    });
    const { coin, poolId } = await launch(world.chain, { coinSalt: salt('price'), poolConfig });
    const sqrtPrice = Number(await sqrtPriceOf(world.chain, poolId)) / 2 ** 96;
    expect(sqrtPrice ** 2 / 1.0001 ** 210_000).toBeCloseTo(1, 9);
    const hook = await world.chain.clients.read.readContract({
      abi: HOOK_READS,
      address: ADDRESSES.coinHook,
      functionName: 'getPoolCoinByHash',
      args: [poolId],
    });
    expect(hook.coin).toBe(coin);
    expect(hook.positions.map(({ tickLower, tickUpper }) => [tickLower, tickUpper])).toEqual([
      [160_000, 180_000],
      [160_000, 170_000],
      [170_000, 210_000],
      [170_000, 196_800],
      [170_000, 183_400],
      [LEAST_TICK, 160_000],
    ]);
  });

  it('says who made it, who is paid and where its metadata lies', async () => {
    const { coin } = await launch(world.chain, { coinSalt: salt('reads') });
    const { read } = world.chain.clients;
    const { creator, platformReferrer } = world.chain.accounts;
    const abi = coinABI;
    expect(await read.readContract({ abi, address: coin, functionName: 'tokenURI' })).toBe('ipfs://metadata');
    expect(await read.readContract({ abi, address: coin, functionName: 'contractURI' })).toBe('ipfs://metadata');
    expect(await read.readContract({ abi, address: coin, functionName: 'owners' })).toEqual([creator.address]);
    expect(await read.readContract({ abi, address: coin, functionName: 'payoutRecipient' })).toBe(creator.address);
    expect(await read.readContract({ abi, address: coin, functionName: 'platformReferrer' })).toBe(platformReferrer.address);
    expect(await read.readContract({ abi, address: coin, functionName: 'currency' })).toBe(zeroAddress);
    expect(await read.readContract({ abi, address: coin, functionName: 'getPoolConfiguration' })).toMatchObject({
      version: 4,
      numPositions: 6,
      ...{ tickLower: TEST_CURVE.tickLower, tickUpper: TEST_CURVE.tickUpper },
    });
  });

  it('pays the protocol where there is no referrer', async () => {
    const { coin } = await launch(world.chain, { coinSalt: salt('no referrer'), platformReferrer: zeroAddress });
    const referrer = await world.chain.clients.read.readContract({
      abi: coinABI,
      address: coin,
      functionName: 'platformReferrer',
    });
    expect(referrer).toBe(LOCAL_ADDRESSES.protocolRewards);
  });
});

describe("A coin's address", () => {
  it('is known before, from the caller, the names, the curve, the referrer and the salt', async () => {
    const input = { coinSalt: salt('predicted') };
    const predicted = await addressFor(input);
    expect((await launch(world.chain, input)).coin).toBe(predicted);
    const poolConfig = encodeMultiCurvePoolConfig({ ...TEST_CURVE, numDiscoveryPositions: [4] });
    const others = await Promise.all(
      [{ name: 'Other' }, { symbol: 'OTH' }, { poolConfig }, { platformReferrer: zeroAddress }, { coinSalt: salt('other') }].map(
        change => addressFor({ ...input, ...change }),
      ),
    );
    expect(new Set([predicted, ...others]).size).toBe(6);
    expect(await addressFor({ ...input, caller: world.chain.accounts.fan })).not.toBe(predicted);
  });

  it('does not depend on uri, payout recipient or owners, so the same launch again is refused', async () => {
    const input = { coinSalt: salt('twice') };
    const { coin } = await launch(world.chain, input);
    const fan = world.chain.accounts.fan.address;
    const changed = { ...input, uri: 'ipfs://other', payout: fan, owners: [fan] };
    expect(await addressFor(changed)).toBe(coin);
    await expect(launch(world.chain, input)).rejects.toThrow('FailedDeployment');
    await expect(launch(world.chain, changed)).rejects.toThrow('FailedDeployment');
  });

  it('is known to the factory afterwards, and no other address is', async () => {
    const { coin } = await launch(world.chain, { coinSalt: salt('version') });
    const version = (address: `0x${string}`) =>
      world.chain.clients.read.readContract({
        abi: coinFactoryABI,
        address: ADDRESSES.coinFactory,
        functionName: 'getVersionForDeployedCoin',
        args: [address],
      });
    expect(await version(coin)).toBe(4);
    expect(await version(ADDRESSES.weth)).toBe(0);
  });
});

describe('The factory refuses', () => {
  const curveWith = (change: Partial<typeof TEST_CURVE>) => ({
    poolConfig: encodeMultiCurvePoolConfig({ ...TEST_CURVE, ...change }),
  });
  it.each([
    ['another currency than ETH', curveWith({ currency: ADDRESSES.weth as typeof zeroAddress }), 'InvalidConfig'],
    ['a curve upside down', curveWith({ tickLower: [-100_000] }), 'ConfigTickLowerMustBeLessThanTickUpper'],
    ['ticks off the grid', curveWith({ tickLower: [-200_100] }), 'InvalidConfig'],
    ['lists of different lengths', curveWith({ tickUpper: [] }), 'ArrayLengthMismatch'],
    ['a curve without positions', curveWith({ numDiscoveryPositions: [0] }), 'ZeroDiscoveryPositions'],
    ['a curve without supply', curveWith({ maxDiscoverySupplyShare: [0n] }), 'ZeroDiscoverySupplyShare'],
    ['more than the supply', curveWith({ maxDiscoverySupplyShare: [parseEther('1')] }), 'MaxShareToBeSoldExceeded'],
    ['more positions than a swap can pay for', curveWith({ numDiscoveryPositions: [200] }), 'NumDiscoveryPositionsOutOfRange'],
    ['a coin without owners', { owners: [] }, 'OneOwnerRequired'],
    ['a coin without a name', { name: '' }, 'NameIsRequired'],
  ])('%s', async (_, input, error) => {
    // The coin's errors pass through the factory, whose published ABI does not name them all.
    const selector = keccak256(toHex(`${error}()`)).slice(0, 10);
    await expect(launch(world.chain, { coinSalt: salt('refused'), ...input })).rejects.toThrow(
      new RegExp(`${error}|${selector}`),
    );
  });
});

describe('Owners and holders', () => {
  it('only an owner changes who is paid', async () => {
    const { coin } = await launch(world.chain, { coinSalt: salt('payout') });
    const { creator, fan } = world.chain.accounts;
    const change = { abi: coinABI, address: coin, functionName: 'setPayoutRecipient', args: [fan.address] } as const;
    const { read, walletOf } = world.chain.clients;
    await expect(read.simulateContract({ ...change, account: fan.address })).rejects.toThrow('OnlyOwner');
    const receipt = await read.waitForTransactionReceipt({ hash: await walletOf(creator).writeContract(change) });
    const [updated] = parseEventLogs({ abi: coinABI, logs: receipt.logs, eventName: 'CoinPayoutRecipientUpdated' });
    expect(updated?.args).toEqual({ caller: creator.address, prevRecipient: creator.address, newRecipient: fan.address });
  });

  it('a signature lets another spend, once', async () => {
    const { coin } = await launch(world.chain, { coinSalt: salt('permit') });
    const { creator, fan, newcomer } = world.chain.accounts;
    const message = { owner: creator.address, spender: fan.address, value: 5n, nonce: 0n, deadline: 2n ** 40n };
    const signature = await privateKeyToAccount(creator.privateKey).signTypedData({
      domain: { name: 'Night Bus', version: '1', chainId: 8453, verifyingContract: coin },
      types: { Permit: ['address owner', 'address spender', 'uint256 value', 'uint256 nonce', 'uint256 deadline'].map(field) },
      primaryType: 'Permit',
      message,
    });
    const { r, s, v } = parseSignature(signature);
    const { owner, spender, value, deadline } = message;
    const permit = {
      abi: coinABI,
      address: coin,
      functionName: 'permit',
      args: [owner, spender, value, deadline, Number(v), r, s],
    } as const;
    const { read, walletOf } = world.chain.clients;
    await read.waitForTransactionReceipt({ hash: await walletOf(newcomer).writeContract(permit) });
    expect(await read.readContract({ abi: erc20Abi, address: coin, functionName: 'allowance', args: [owner, spender] })).toBe(5n);
    await expect(read.simulateContract(permit)).rejects.toThrow('ERC2612InvalidSigner');
  });
});

const field = (declaration: string) => {
  const [type = '', name = ''] = declaration.split(' ');
  return { type, name };
};

const HOOK_READS = [
  {
    type: 'function',
    name: 'getPoolCoinByHash',
    stateMutability: 'view',
    inputs: [{ name: 'poolKeyHash', type: 'bytes32' }],
    outputs: [
      {
        name: '',
        type: 'tuple',
        components: [
          { name: 'coin', type: 'address' },
          {
            name: 'positions',
            type: 'tuple[]',
            components: [
              { name: 'tickLower', type: 'int24' },
              { name: 'tickUpper', type: 'int24' },
              { name: 'liquidity', type: 'uint128' },
            ],
          },
        ],
      },
    ],
  },
] as const;
