import type { Address, Hex } from 'viem';
import type { UnixMs } from '../kernel/units.ts';
import type { DeployIntent, LaunchCall } from './deploy-call.ts';
import type { Fees } from './fees.ts';
import type { CoinCreation } from './launch.ts';

/** `fee` is what the wallet paid for it, in wei, data fee included. */
export type LaunchReceipt = {
  success: boolean;
  blockNumber: number;
  blockHash: Hex;
  fee: bigint;
  creation: CoinCreation | null;
};

/**
 * What a node says to a transaction.
 * - `accepted`: it took it. `known`: it has it already.
 * - `used`: its nonce was used, by this transaction or by another.
 * - `underpriced`: another with this nonce waits and pays as much, or it pays too little for any block.
 * - `too-high`: a transaction before it is missing.
 */
export type Broadcast = 'accepted' | 'known' | 'used' | 'underpriced' | 'too-high';

/** The chain as a launch sees it. A call that the network ate, or a node of another chain, throws a retryable AppError. */
export type LaunchChain = {
  wallet: Address;
  /** Transactions of the wallet, with those that wait to be mined. */
  pendingCount(): Promise<number>;
  /** Transactions of the wallet that are mined. */
  minedCount(): Promise<number>;
  /** The wallet's ether, in wei. */
  balance(): Promise<bigint>;
  predictCoin(intent: DeployIntent): Promise<Address>;
  hasCode(address: Address): Promise<boolean>;
  /** Gas that the call takes. @throws AppError `launches/would-revert` when it cannot succeed. */
  simulate(call: LaunchCall): Promise<bigint>;
  fees(): Promise<Fees>;
  /** Puts a transaction on the wire. @throws AppError `launches/wallet-empty`, `launches/node-refuses`, `chain/wrong-chain` or `chain/away` */
  broadcast(raw: Hex): Promise<Broadcast>;
  receipt(hash: Hex): Promise<LaunchReceipt | null>;
  /** The creation event of a coin that one of the wallet's transactions made at or after `since`. */
  findCreation(coin: Address, since: UnixMs): Promise<CoinCreation | null>;
  /** The id of the pool that a coin's own contract names: the one that it is in now. */
  poolOf(coin: Address): Promise<Hex>;
  /** Hash of the block of this height; null while the node does not know one. */
  blockHash(number: number): Promise<Hex | null>;
  /** Number of the newest final block. */
  finalizedBlock(): Promise<number>;
};

export type UnsignedLaunch = LaunchCall & {
  chainId: number;
  nonce: number;
  gas: bigint;
  maxFeePerGas: bigint;
  maxPriorityFeePerGas: bigint;
};

/** The server wallet's key, wherever it is kept. */
export type Signer = {
  address: Address;
  sign(transaction: UnsignedLaunch): Promise<{ raw: Hex; hash: Hex }>;
};
