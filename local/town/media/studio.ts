import { Worker } from 'node:worker_threads';
import type { Ink } from '../../../shared/performances/schema.ts';
import type { Media, MediaAnswer, MediaOrder } from './worker.ts';

export type Studio = {
  /** A song and a poster, and a film where somebody dances; always the same for the same seed and ink. */
  make: (seed: string, ink: Ink, options?: { dance?: boolean }) => Promise<Media>;
  close: () => Promise<void>;
};

type Waiting = { resolve: (media: Media) => void; reject: (error: Error) => void };

/** Makes media on a thread of its own, one after another: a poster costs half a second of a core, which the servers beside it need. */
export function openStudio(): Studio {
  let worker: Worker | null = null;
  let lastId = 0;
  const waiting = new Map<number, Waiting>();
  const failAll = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    worker = null;
  };
  const start = () => {
    const started = new Worker(new URL('./worker.ts', import.meta.url));
    started.on('message', (answer: MediaAnswer) => {
      const order = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('media' in answer) order?.resolve(answer.media);
      else order?.reject(new Error(answer.error));
      if (waiting.size === 0) started.unref();
    });
    started.once('error', failAll);
    return started;
  };
  return {
    make: (seed, ink, { dance = false } = {}) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        worker.ref();
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, seed, ink, dance } satisfies MediaOrder);
      }),
    close: async () => {
      const running = worker;
      failAll(new Error('the studio is closed'));
      await running?.terminate();
    },
  };
}
