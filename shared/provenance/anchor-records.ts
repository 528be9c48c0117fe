import { AppError } from '../kernel/app-error.ts';
import { unixMs } from '../kernel/units.ts';
import type { JobHandler, JobNext } from '../ops/schema.ts';
import { batchOf } from './batch-file.ts';
import { digestOf } from './digest.ts';
import type { OpenBatch, RecordPorts } from './ports.ts';

/** A transaction that is not mined by then is sent again: same batch, same nonce. */
const PATIENCE_MS = 60_000;
const LOOK_AGAIN_MS = 4_000;

/**
 * Publishes what waits: one batch after the other, a batch `batchMs` after its oldest fact or when it is full. What a step needs is in the rows of the step before: the batch with its root is
 * kept before it is sent, and a root that the chain has is never sent again. Nobody waits for it.
 */
export function anchorHandler(ports: RecordPorts, { batchMs }: { batchMs: number }): JobHandler {
  return async (): Promise<JobNext> => {
    const { store, anchor, now } = ports;
    const open = await store.openBatch();
    if (open !== null) return settle(open, ports);
    const waiting = await store.waiting();
    if (waiting === null) return 'done';
    const due = waiting.since + batchMs;
    if (waiting.count < anchor.most && due > now()) return { againAt: unixMs(due) };
    const entries = await store.due(anchor.most);
    if (entries.length === 0) return 'done';
    const { bytes, root } = batchOf(entries.map(({ record }) => record));
    const cid = await ports.cidOf(bytes);
    if ((await ports.pin(bytes, `records ${cid}`)) !== cid)
      throw new AppError('ipfs/wrong-cid', 'The records were not stored as we sent them.', { status: 502, retryable: true });
    return settle(await store.keep({ root, cid, digest: digestOf(cid), anchor: anchor.name }, entries), ports);
  };
}

async function settle(batch: OpenBatch, { store, anchor, now }: RecordPorts): Promise<JobNext> {
  const found = await anchor.find(batch.root);
  if (found !== null) {
    await store.published(batch.id, found);
    return { againAt: unixMs(now()) };
  }
  if (batch.sentAt === null || now() - batch.sentAt > PATIENCE_MS) await store.sent(batch.id, await anchor.publish(batch), now());
  return { againAt: unixMs(now() + LOOK_AGAIN_MS) };
}
