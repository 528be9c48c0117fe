import { CHECKED_PATH, CLAIM } from './checked-path.ts';
import workerUrl from './media-worker.ts?worker&url';
import { heldUrl } from './read-verified.ts';

/** How long a first take waits for the worker before it is fetched whole instead. In ms. */
const PATIENCE = 2_000;
/** What begins a CID of a file that is one block: it is checked as a whole either way. */
const ONE_BLOCK = 'bafk';

let working: Promise<boolean> | undefined;

/** Begins the worker, once, and has it answer this page. False where there can be none: an old web view, a frame that may keep nothing. */
async function beginWorker(): Promise<boolean> {
  const workers = navigator.serviceWorker;
  if (!workers) return false;
  await workers.register(workerUrl, { updateViaCache: 'none' });
  const { active } = await workers.ready;
  if (!workers.controller) {
    const taken = new Promise(resolve => workers.addEventListener('controllerchange', resolve, { once: true }));
    active?.postMessage(CLAIM);
    await taken;
  }
  return true;
}

/**
 * Where a file from IPFS can be played from: an address whose bytes come as they are checked, block by block, so that it plays before it is whole; else, for one of a single block and
 * where browsers let no worker answer, an address in memory. @throws when it is fetched here and no gateway gives the right bytes
 */
export async function playUrl(cid: string): Promise<string> {
  if (cid.startsWith(ONE_BLOCK)) return heldUrl(cid);
  working ??= beginWorker().catch(() => false);
  const late = new Promise<boolean>(resolve => setTimeout(resolve, PATIENCE, false));
  return (await Promise.race([working, late])) ? `${CHECKED_PATH}${cid}` : heldUrl(cid);
}
