import type { Address } from 'viem';
import type { SharedClock } from '../kernel/clock.ts';
import type { LaunchFailure } from './launch.ts';
import type { LaunchChain, Signer } from './launch-chain.ts';
import type { LaunchStore } from './launch-store.ts';

/** All that a launch asks of the world. */
export type LaunchPorts = {
  store: LaunchStore;
  chain: LaunchChain;
  /** Signs with the server wallet; nothing but launches is asked of it. */
  sign: Signer['sign'];
  /** Pins bytes and gives the CID that the service computed. */
  pin(bytes: Uint8Array, name: string): Promise<string>;
  clock: SharedClock;
  random(): number;
};

/** On which chain, by which factory, and how dear. `leadSeconds` is how long a coin is announced before it opens. */
export type LaunchConfig = {
  chainId: number;
  factory: Address;
  platformReferrer: Address;
  leadSeconds: number;
  /** The most that is paid for a gas unit, whatever a node says. */
  mostFeeGwei: number;
};

/** What a step asks for next: go on at once, come back later, or leave the launch alone. */
export type Next = 'on' | 'rest' | { inMs: number } | { failed: LaunchFailure };
