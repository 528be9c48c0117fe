import type { UnixMs } from './units.ts';

/** The one clock of all who work on the same rows, on whatever machine. `set` looks at it; from then on it goes by itself. */
export type SharedClock = { set(): Promise<void>; now(): UnixMs; sleep(ms: number): Promise<void> };
