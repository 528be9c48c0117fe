import { AppError } from '../kernel/app-error.ts';
import { unixMs } from '../kernel/units.ts';
import type { JobHandler, JobNext } from '../ops/schema.ts';
import { batchOf } from './batch-file.ts';
import { digestOf } from './digest.ts';
import type { Fees, Lane, OpenBatch, RecordPorts } from './ports.ts';
import { settleBatches } from './settle-batches.ts';

/** A transaction that is not mined by then is replaced: same batch, same nonce, a higher fee. */
const PATIENCE_MS = 60_000;
const LOOK_AGAIN_MS = 4_000;
/** A reorg may bring a transaction into a block before the one in which its batch was kept. */
const REORG_BLOCKS = 64n;
/** The lane that cron wakes; it wakes the others. */
export const FIRST_LANE = 'anchor';

type Anchored = Lane['anchors'][number];
/** When to look again; `busy` while the wallet has a transaction under way. Null when nothing waits. */
type Outlook = { at: number; busy: boolean } | null;

/**
 * Publishes what waits, a job for each wallet: one batch of an anchor after the other, `batchMs` after its oldest fact or when it
 * is full. What a step needs is in the rows of the step before: the batch with its root is kept before it is sent, its
 * transaction too, and a root that the chain has is never sent again. Nobody waits for it.
 */
export function anchorHandler(
  ports: RecordPorts,
  lanes: Readonly<Record<string, Lane>>,
  options: { batchMs: number },
): JobHandler {
  return async ({ key }): Promise<JobNext> => {
    if (key === FIRST_LANE) for (const other of Object.keys(lanes)) if (other !== FIRST_LANE) await ports.store.wake(other);
    const lane = lanes[key];
    return lane === undefined ? 'done' : stepLane(ports, lane, options.batchMs);
  };
}

/** The anchors in turn, until one keeps the wallet busy. One that fails holds up none but itself. */
async function stepLane(ports: RecordPorts, lane: Lane, batchMs: number): Promise<JobNext> {
  const { store, now } = ports;
  let failure: unknown = null;
  let soonest = await settleBatches(ports, lane).catch(error => {
    failure = error;
    return null;
  });
  const open = await store.open(lane.anchors.map(({ anchor }) => anchor.name));
  const isUnderWay = ({ sent }: OpenBatch) => sent !== null;
  const ageOf = ({ anchor }: Anchored) => {
    const at = open.findIndex(batch => batch.anchor === anchor.name && isUnderWay(batch));
    return at < 0 ? open.length : at;
  };
  // Whatever is sent now takes the nonce of what may still be under way, so it has to offer more.
  const over = open.reduce<Fees | null>(
    (most, { sent }) => (sent && sent.maxFeePerGas >= (most?.maxFeePerGas ?? 0n) ? sent : most),
    null,
  );
  for (const anchored of lane.anchors.toSorted((a, b) => ageOf(a) - ageOf(b))) {
    try {
      const batch = open.find(({ anchor }) => anchor === anchored.anchor.name);
      const outlook = batch
        ? await settle(ports, lane, anchored, batch, over)
        : await begin(ports, lane, anchored, over, batchMs);
      if (outlook?.busy) return { againAt: unixMs(outlook.at) };
      if (outlook !== null) soonest = Math.min(soonest ?? outlook.at, outlook.at);
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure !== null && (soonest === null || soonest > now())) throw failure;
  return soonest === null ? 'done' : { againAt: unixMs(soonest) };
}

async function begin(ports: RecordPorts, lane: Lane, anchored: Anchored, over: Fees | null, batchMs: number): Promise<Outlook> {
  const { store, now, cidOf, pin } = ports;
  const { anchor, kinds } = anchored;
  const choice = { anchor: anchor.name, kinds };
  const waiting = await store.waiting(choice);
  if (waiting === null) return null;
  const due = waiting.since + batchMs;
  if (waiting.count < anchor.most && due > now()) return { at: due, busy: false };
  const entries = await store.due(choice, anchor.most);
  if (entries.length === 0) return null;
  const { bytes, root } = batchOf(entries.map(({ record }) => record));
  const cid = await cidOf(bytes);
  if ((await pin(bytes, `records ${cid}`)) !== cid)
    throw new AppError('ipfs/wrong-cid', 'The records were not stored as we sent them.', { status: 502, retryable: true });
  const { chainId, head } = lane.wallet;
  const fresh = { anchor: anchor.name, root, digest: digestOf(cid), cid, chainId, fromBlock: before(await head()) };
  return settle(ports, lane, anchored, await store.keep(fresh, entries), over);
}

async function settle(
  { store, now }: RecordPorts,
  { wallet }: Lane,
  { anchor }: Anchored,
  batch: OpenBatch,
  over: Fees | null,
): Promise<Outlook> {
  const found = await anchor.find(batch);
  if (found !== null) {
    await store.published(batch.id, found);
    return { at: now(), busy: false };
  }
  const again = { at: now() + LOOK_AGAIN_MS, busy: true };
  const { sent } = batch;
  const done = sent !== null && (await wallet.succeeded(sent.hash));
  if (sent !== null && !done && now() - sent.at <= PATIENCE_MS) return again;
  const call = await anchor.next(batch, await store.recordsOf(batch.id));
  // Kept before it is sent: whoever sends it again knows what it has to outbid.
  const signed = await wallet.sign(call, done ? null : over);
  await store.sent(batch.id, signed, now());
  await wallet.send(signed.raw);
  return again;
}

const before = (block: bigint) => (block > REORG_BLOCKS ? block - REORG_BLOCKS : 0n);
