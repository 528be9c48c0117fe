export type BatchOptions = {
  /** A batch is committed as soon as it has this many items. */
  maxItems?: number;
  /** How long the first item of a batch waits for company, in ms, when nothing is being committed. */
  windowMs?: number;
  /** How long those who came while a batch was committed wait for the next ones, who were answered with it, in ms. */
  gatherMs?: number;
  /** Batches being committed at the same time. */
  maxInFlight?: number;
  /** Errors that concern the whole batch: its items fail together, without looking for the one to blame. */
  concernsAll?: (error: unknown) => boolean;
};

type Waiting<T, R> = { item: T; resolve: (result: R) => void; reject: (error: unknown) => void };

/**
 * Commits what is called at about the same time together. Each call resolves when its batch is durable. When a batch
 * fails it is halved until the items to blame are alone: only their calls reject.
 * Nothing outlives the calls: when the last one is answered, the queue is empty and no timer runs.
 */
export function batched<T, R>(
  commit: (items: readonly T[]) => Promise<readonly R[]>,
  options: BatchOptions = {},
): (item: T) => Promise<R> {
  const { maxItems = 500, windowMs = 2, gatherMs = 4, maxInFlight = 1, concernsAll = () => false } = options;
  let queue: Waiting<T, R>[] = [];
  let inFlight = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const settle = async (batch: Waiting<T, R>[]): Promise<void> => {
    try {
      const results = await commit(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, i) => {
        resolve(results[i] as R);
      });
    } catch (error) {
      if (batch.length === 1 || concernsAll(error)) {
        for (const { reject } of batch) reject(error);
        return;
      }
      const middle = Math.ceil(batch.length / 2);
      await settle(batch.slice(0, middle));
      await settle(batch.slice(middle));
    }
  };

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    while (queue.length > 0 && inFlight < maxInFlight) {
      const batch = queue.slice(0, maxItems);
      queue = queue.slice(maxItems);
      inFlight++;
      void settle(batch).finally(() => {
        inFlight--;
        if (queue.length >= maxItems) flush();
        else if (queue.length > 0) timer ??= setTimeout(flush, gatherMs);
      });
    }
  };

  return item =>
    new Promise<R>((resolve, reject) => {
      queue.push({ item, resolve, reject });
      if (inFlight >= maxInFlight) return;
      if (queue.length >= maxItems) flush();
      else timer ??= setTimeout(flush, windowMs);
    });
}
