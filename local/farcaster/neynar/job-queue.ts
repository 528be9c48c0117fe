/** Jobs that are done in the order in which they came, so many at a time. */
export type JobQueue<T> = {
  push: (job: T) => void;
  /** Begins none until the returned function is called. */
  hold: () => () => void;
  /** Takes out what was not begun. */
  drain: () => T[];
};

/** @param work must not reject: nobody would hear of it */
export function createJobQueue<T>(concurrency: number, work: (job: T) => Promise<void>): JobQueue<T> {
  const jobs: T[] = [];
  let next = 0;
  let inHand = 0;
  let held = false;

  const begin = () => {
    while (!held && inHand < concurrency && next < jobs.length) {
      inHand += 1;
      void work(jobs[next++] as T).then(() => {
        inHand -= 1;
        begin();
      });
    }
    // The consumed head is cut off now and then, so that a long queue costs no shift per job.
    if (next > 1024) {
      jobs.splice(0, next);
      next = 0;
    }
  };

  return {
    push: job => {
      jobs.push(job);
      begin();
    },
    hold: () => {
      held = true;
      return () => {
        held = false;
        begin();
      };
    },
    drain: () => jobs.splice(next),
  };
}
