/** Lets work through, and holds up what comes while it is closed. */
export type Turnstile = {
  /** Work that passes may not pass again within: it would wait for itself. */
  pass: <T>(work: () => Promise<T>) => Promise<T>;
  /** Waits until everybody who passed has left, and lets nobody in before `work` is done. */
  close: (work: () => Promise<void>) => Promise<void>;
};

export function turnstile(): Turnstile {
  let within = 0;
  let closed: Promise<void> | null = null;
  let lastLeft = () => {};
  return {
    pass: async work => {
      while (closed) await closed;
      within++;
      try {
        return await work();
      } finally {
        within--;
        if (within === 0) lastLeft();
      }
    },
    close: async work => {
      while (closed) await closed;
      let open = () => {};
      closed = new Promise(done => {
        open = done;
      });
      try {
        if (within > 0)
          await new Promise<void>(done => {
            lastLeft = done;
          });
        await work();
      } finally {
        closed = null;
        open();
      }
    },
  };
}
