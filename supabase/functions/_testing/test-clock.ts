import { type UnixMs, unixMs } from '../../../shared/kernel/units.ts';

/** A clock that runs with the machine's, and jumps when asked to: nobody waits in a test. */
export function testClock() {
  let ahead = 0;
  return {
    set: async () => {},
    now: (): UnixMs => unixMs(Date.now() + ahead),
    sleep: async (ms: number) => {
      ahead += ms;
    },
    jump: (ms: number) => {
      ahead += ms;
    },
  };
}
