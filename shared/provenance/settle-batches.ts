import type { Lane, RecordPorts } from './ports.ts';

/** How often it is asked whether what was published stays. */
const LOOK_AGAIN_MS = 20_000;

/**
 * Looks once more for each published batch when no reorg can reach its block any more: it stays, or is open again. Says when to look
 * again; null when nothing waits for that.
 */
export async function settleBatches({ store, now }: RecordPorts, { wallet, anchors }: Lane): Promise<number | null> {
  const batches = await store.unsettled(anchors.map(({ anchor }) => anchor.name));
  if (batches.length === 0) return null;
  const safe = await wallet.safe();
  let waits = false;
  for (const batch of batches) {
    const place = anchors.find(({ anchor }) => anchor.name === batch.anchor);
    if (batch.block > safe || place === undefined) {
      waits = true;
      continue;
    }
    const found = await place.anchor.find(batch);
    if (found === null) {
      await store.takenBack(batch.id);
      continue;
    }
    await store.published(batch.id, found);
    if (found.block <= safe) await store.settled(batch.id, now());
    else waits = true;
  }
  return waits ? now() + LOOK_AGAIN_MS : null;
}
