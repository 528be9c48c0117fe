import { createHmac } from 'node:crypto';
import type { Delivery } from '../world.ts';
import { createJobQueue } from './job-queue.ts';

export type DelivererOptions = {
  url: string;
  /** Shared secret of the HMAC-SHA512 in `X-Neynar-Signature`. */
  secret: string;
  /** Requests in flight at most. */
  concurrency?: number;
  /** Waits between attempts in milliseconds; one attempt more than there are waits. */
  backoffMs?: readonly number[];
  timeoutMs?: number;
};

export type DeliveryCounters = { sent: number; accepted: number; failed: number; retries: number; pending: number };

export type Deliverer = {
  /** Queues one webhook. Resolves when it was accepted, given up, or cut short by `stop` (`attempts` 0 or no status). */
  send: (body: object) => Promise<Delivery>;
  /** Keeps everything back until the returned function is called. */
  hold: () => () => void;
  flush: () => Promise<void>;
  counters: () => DeliveryCounters;
  /** Cuts everything short. What was not accepted is to be sent again by whoever keeps the events. */
  stop: () => void;
};

const BACKOFF_MS = [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000];

type Job = { raw: string; signature: string; attempts: number; startedAt: number; done: (delivery: Delivery) => void };

const retryable = (status: number | null) => status === null || status >= 500 || status === 429 || status === 408;

/** The status of one attempt; null when nobody answered. */
async function post(url: string, { raw, signature }: Job, signal: AbortSignal): Promise<number | null> {
  try {
    const headers = { 'content-type': 'application/json', 'x-neynar-signature': signature };
    const response = await fetch(url, { method: 'POST', headers, body: raw, signal });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}

/** Signs and posts webhooks, 32 at a time; network errors, 5xx, 408 and 429 are tried again with growing waits, other refusals are final. */
export function createDeliverer({
  url,
  secret,
  concurrency = 32,
  backoffMs = BACKOFF_MS,
  timeoutMs = 10_000,
}: DelivererOptions): Deliverer {
  const counters: DeliveryCounters = { sent: 0, accepted: 0, failed: 0, retries: 0, pending: 0 };
  const waiting = new Map<Job, NodeJS.Timeout>();
  const stopping = new AbortController();
  let idle: (() => void)[] = [];

  const settle = (job: Job, status: number | null, accepted: boolean) => {
    counters.pending -= 1;
    counters[accepted ? 'accepted' : 'failed'] += 1;
    job.done({ accepted, status, attempts: job.attempts, ackMs: performance.now() - job.startedAt });
    if (counters.pending > 0) return;
    for (const resolve of idle) resolve();
    idle = [];
  };

  const attempt = async (job: Job) => {
    if (job.attempts === 0) job.startedAt = performance.now();
    job.attempts += 1;
    const status = await post(url, job, AbortSignal.any([stopping.signal, AbortSignal.timeout(timeoutMs)]));
    const wait = backoffMs[job.attempts - 1];
    if (status !== null && status >= 200 && status < 300) settle(job, status, true);
    else if (stopping.signal.aborted || wait === undefined || !retryable(status)) settle(job, status, false);
    else tryAgain(job, wait);
  };
  const queue = createJobQueue(concurrency, attempt);

  const tryAgain = (job: Job, wait: number) => {
    counters.retries += 1;
    const again = () => {
      waiting.delete(job);
      queue.push(job);
    };
    waiting.set(job, setTimeout(again, wait));
  };

  return {
    send: body =>
      new Promise(done => {
        const raw = JSON.stringify(body);
        const signature = createHmac('sha512', secret).update(raw).digest('hex');
        counters.sent += 1;
        counters.pending += 1;
        const job = { raw, signature, attempts: 0, startedAt: performance.now(), done };
        if (stopping.signal.aborted) settle(job, null, false);
        else queue.push(job);
      }),
    hold: queue.hold,
    flush: () => (counters.pending === 0 ? Promise.resolve() : new Promise(resolve => idle.push(resolve))),
    counters: () => ({ ...counters }),
    stop: () => {
      stopping.abort();
      for (const [job, timer] of waiting) {
        clearTimeout(timer);
        settle(job, null, false);
      }
      waiting.clear();
      for (const job of queue.drain()) settle(job, null, false);
    },
  };
}
