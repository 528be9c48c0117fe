import type { Hex } from 'viem';
import type { LaunchConfig } from '../../shared/launches/ports.ts';

/** Where the worker finds its settings. */
export const SETTINGS = 'LAUNCH_WORKER';

/** A call at which the worker dies: before it is made, or after it took effect. */
export type Fault = { point: string; when: 'before' | 'after' };

export type WorkerSettings = {
  databaseUrl: string;
  rpcUrl: string;
  /** A second node, where there is one. */
  witnessUrl?: string;
  ipfs: { url: string; jwt: string };
  key: Hex;
  launching: LaunchConfig;
  fault: Fault | null;
};

/** Every call that each launch comes by on its way. */
const POINTS = [
  'store.claimJob',
  'store.load',
  'store.passBreakers',
  'pin',
  'store.move',
  'chain.predictCoin',
  'chain.hasCode',
  'chain.pendingCount',
  'chain.simulate',
  'store.reserve',
  'store.commitFee',
  'sign',
  'store.recordAttempt',
  'store.attempts',
  'chain.broadcast',
  'store.markSent',
  'chain.receipt',
  'store.settle',
  'store.confirm',
  'store.deferJob',
];

export const FAULTS: readonly Fault[] = POINTS.flatMap(point => [
  { point, when: 'before' as const },
  { point, when: 'after' as const },
]);
