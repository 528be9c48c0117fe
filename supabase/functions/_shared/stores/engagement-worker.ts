export type WorkerOptions = {
  /** Whether somebody waits for an answer now. */
  isBusy: () => boolean;
  /** While somebody does: how long to rest after each part, in parts of the time that it took. Default: 29, so a thirtieth of the time is spent. */
  rest?: number;
  /** Ends after `ms`. */
  sleep?: (ms: number) => Promise<unknown>;
  now?: () => number;
};

const MOST_REST_MS = 2_000;

/**
 * Work that follows from what callers did and that none of them waits for, done in parts by one loop however often it is woken.
 * While callers wait it takes a share of the time, so that it never holds them up; afterwards all of it.
 * @param part does a part; false when there was nothing to do. What it throws ends the loop until it is woken again.
 */
export function worker(
  part: () => Promise<boolean>,
  {
    isBusy,
    rest = 29,
    sleep = ms => new Promise(resolve => setTimeout(resolve, ms)),
    now = () => performance.now(),
  }: WorkerOptions,
) {
  let running: Promise<void> | null = null;
  let wokenAgain = false;
  const loop = async () => {
    try {
      do {
        wokenAgain = false;
        for (let from = now(); await part(); from = now())
          if (isBusy()) await sleep(Math.min(MOST_REST_MS, rest * (now() - from)));
      } while (wokenAgain);
    } finally {
      // Together with the last look: who wakes it from here on begins a new loop.
      running = null;
    }
  };
  return {
    /** Resolves when there is nothing left to do. @throws what a part threw */
    wake: (): Promise<void> => {
      wokenAgain = true;
      running ??= loop();
      return running;
    },
  };
}
