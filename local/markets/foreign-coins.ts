import { type Abi, type Address, encodeFunctionData, erc20Abi, type Hex, parseAbi, parseEther, zeroAddress } from 'viem';
import { lowerAddress } from '../../shared/kernel/hex.ts';
import type { LocalAccount } from '../chain/accounts.ts';
import { compileContracts } from '../chain/compile.ts';
import type { ChainPart } from '../chain/index.ts';
import { place } from '../chain/place.ts';
import { rpc } from '../chain/rpc.ts';
import type { PoolKey } from '../chain/zora-api/router-call.ts';

/** Lower than ZORA and higher, so that every order of a pool's tokens is met. The hooks' addresses allow afterSwap alone. */
export const ZORA: Address = '0x1111111111166b7fe7bd91427724b487980afc69';
const hookAt = (n: number): Address => `0xf${n}a0000000000000000000000000000000004040`;
/** A pool is opened once: who migrates needs a hook that the coin was not with yet. Every other one vouches for the swap's sender. */
const HOOKS = [0, 1, 2, 3, 4, 5].map(hookAt);
const [TRUSTING, DISTRUSTING] = [hookAt(0), hookAt(1)];
const CREATOR_COIN: Address = '0xcc00000000000000000000000000000000000001';

/** Ticks of a price of the coin in its currency: about 2e-9, 1e-5, 5e-5, 7e-3. */
const PLANS = [
  { address: ZORA, currency: zeroAddress, tick: -115_000, hook: zeroAddress, tells: false },
  { address: CREATOR_COIN, currency: ZORA, tick: -100_000, hook: TRUSTING, tells: true },
  { address: '0xe100000000000000000000000000000000000001', currency: zeroAddress, tick: -200_000, hook: TRUSTING, tells: true },
  { address: '0x0a00000000000000000000000000000000000001', currency: ZORA, tick: -100_000, hook: TRUSTING, tells: true },
  { address: '0xfa00000000000000000000000000000000000001', currency: ZORA, tick: -100_000, hook: DISTRUSTING, tells: true },
  { address: '0xca00000000000000000000000000000000000001', currency: CREATOR_COIN, tick: -50_000, hook: TRUSTING, tells: true },
  {
    address: '0xdd00000000000000000000000000000000000001',
    currency: CREATOR_COIN,
    tick: -50_000,
    hook: DISTRUSTING,
    tells: true,
  },
] as const satisfies readonly { address: Address; currency: Address; tick: number; hook: Address; tells: boolean }[];

export type ForeignCoin = {
  address: Address;
  currency: Address;
  createdBlock: number;
  createdBlockHash: Hex;
  createdAt: number;
  key: PoolKey;
};

export type ForeignCoins = {
  /** ZORA and the creator coin, which others are paired with. */
  backings: readonly Address[];
  /** The coins that are followed: paired with ETH, ZORA and the creator coin, on either side of the pool. */
  coins: readonly ForeignCoin[];
  /** The pool that a token is in now. */
  keyOf: (token: Address) => Promise<PoolKey>;
  /** Moves a coin's liquidity to the other hook's pool. */
  migrate: (by: LocalAccount, coin: Address) => Promise<void>;
};

const PAIR = parseAbi(['function open(address hook, int24 tick)', 'function migrateLiquidity(address newHook, bytes data)']);

/** Puts a suite of coins of another make on a chain and opens their pools on the real Uniswap v4. */
export async function startForeignCoins(chain: ChainPart, cacheDir: string): Promise<ForeignCoins> {
  const { contracts } = await compileContracts({ cacheDir }, ['contracts/foreign', 'contracts/published']);
  const artifact = (name: string) => contracts[name] ?? { abi: [] as Abi, bytecode: '0x' as Hex };
  const { clients, accounts, addresses } = chain;
  const { deployer, creator } = accounts;
  for (const [i, hook] of HOOKS.entries()) {
    await place(clients, hook, artifact('ForeignHook'), [addresses.poolManager, creator.address, i % 2 === 0]);
  }
  const keys = new Map<Address, PoolKey>();
  const coins: ForeignCoin[] = [];
  for (const { address, currency, tick, hook, tells } of PLANS) {
    const args = [addresses.poolManager, currency, deployer.address, tells];
    const receipt = await place(clients, address, artifact('ForeignCoin'), args);
    // What rounding costs when liquidity moves.
    if (currency === zeroAddress) await clients.test.setBalance({ address, value: parseEther('1') });
    else
      await send(
        chain,
        deployer,
        currency,
        encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [address, parseEther('1')] }),
      );
    await send(chain, deployer, address, encodeFunctionData({ abi: PAIR, functionName: 'open', args: [hook, tick] }));
    const first = BigInt(address) < BigInt(currency);
    const key = {
      currency0: first ? address : currency,
      currency1: first ? currency : address,
      fee: 10_000,
      tickSpacing: 200,
      hooks: hook,
    };
    keys.set(address, key);
    if (address === ZORA || address === CREATOR_COIN) continue;
    const { timestamp } = await clients.read.getBlock({ blockHash: receipt.blockHash });
    const { blockNumber, blockHash } = receipt;
    coins.push({
      address,
      currency,
      createdBlock: Number(blockNumber),
      createdBlockHash: blockHash,
      createdAt: Number(timestamp),
      key,
    });
  }
  const keyOf = async (token: Address) => {
    if (token === ZORA) return keys.get(token) as PoolKey;
    const abi = artifact('ForeignCoin').abi;
    const key = (await clients.read.readContract({ abi, address: token, functionName: 'getPoolKey' })) as PoolKey;
    return {
      ...key,
      currency0: lowerAddress(key.currency0),
      currency1: lowerAddress(key.currency1),
      hooks: lowerAddress(key.hooks),
    };
  };
  return {
    backings: [ZORA, CREATOR_COIN],
    coins,
    keyOf,
    migrate: async (by, coin) => {
      const { hooks } = await keyOf(coin);
      const other = HOOKS[(HOOKS.indexOf(hooks) + 1) % HOOKS.length] ?? zeroAddress;
      const data = encodeFunctionData({ abi: PAIR, functionName: 'migrateLiquidity', args: [other, '0x'] });
      await send(chain, by, coin, data);
    },
  };
}

const MINED_MS = 5_000;
const MOST_WAITS = 12;

/** Sends and sees it mined, as anvil does at once, or when a busy machine comes to it. @throws when it reverts, or never comes. */
export async function send(chain: ChainPart, by: LocalAccount, to: Address, data: Hex, value = 0n): Promise<void> {
  const { walletOf, read } = chain.clients;
  const hash = await walletOf(by).sendTransaction({ to, data, value, gas: 4_000_000n });
  for (let waits = 0; waits < MOST_WAITS; waits++) {
    const receipt = await read.waitForTransactionReceipt({ hash, pollingInterval: 5, timeout: MINED_MS }).catch(() => null);
    if (receipt?.status === 'success') return;
    if (receipt || (await neverComes(chain, by, hash))) break;
  }
  throw new Error(`reverted: ${to}`);
}

/** Whether a reorg left the node with a nonce that has a gap before it; all that waits so is forgotten then. */
async function neverComes({ clients: { read }, rpcUrl }: ChainPart, by: LocalAccount, hash: Hex): Promise<boolean> {
  const sent = await read.getTransaction({ hash }).catch(() => null);
  if (sent && sent.nonce <= (await read.getTransactionCount({ address: by.address }))) return false;
  await rpc(rpcUrl, 'anvil_dropAllTransactions').catch(() => {}); // it answers with nothing
  return true;
}
