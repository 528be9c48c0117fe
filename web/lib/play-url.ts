import { once } from '../../shared/kernel/once.ts';
import { CHECKED_PATH, CLAIM } from './checked-path.ts';
import workerUrl from './media-worker.ts?worker&url';
import { heldUrl } from './read-verified.ts';

/** How long takes wait for the worker, from the first one on; while it is not there they are fetched whole. In ms. */
const PATIENCE = 2_000;
/** What begins a CID of a file that is one block: it is checked as a whole either way. */
const ONE_BLOCK = 'bafk';

let late: Promise<boolean> | undefined;

/** Begins the worker and has it answer this page. False where there can be none, as in an old web view; rejects where a frame may keep nothing, or its code does not come. */
const working = once(async (): Promise<boolean> => {
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
});

/**
 * Where a file from IPFS can be played from: an address whose bytes come as they are checked, block by block, so that it plays
 * before it is whole; else, for one of a single block and where browsers let no worker answer, an address in memory. @throws when
 * it is fetched here and no gateway gives the right bytes
 */
export async function playUrl(cid: string): Promise<string> {
  if (cid.startsWith(ONE_BLOCK)) return heldUrl(cid);
  late ??= new Promise(resolve => setTimeout(resolve, PATIENCE, false));
  // Looked at each time: who clears what a site keeps takes its worker away, too, and the web host would answer with a page.
  const answers = (await Promise.race([working(), late]).catch(() => false)) && navigator.serviceWorker.controller;
  return answers ? `${CHECKED_PATH}${cid}` : heldUrl(cid);
}
