import { type UnixMs, unixMs } from '../../../../shared/kernel/units.ts';

/** The machine's clock, as ports want it. */
export const systemClock = {
  now: (): UnixMs => unixMs(Date.now()),
  sleep: (ms: number): Promise<void> => new Promise(done => setTimeout(done, ms)),
};
