import { HEAD_BYTES, sniffMedia } from '../../shared/media/sniff.ts';
import { openVerified } from '../../shared/media/verified-file.ts';
import { windowOn } from '../../shared/media/window-on.ts';
import { answerRange, type Readable } from './answer-range.ts';
import { CHECKED_PATH, CLAIM } from './checked-path.ts';
import { verifiedBlocks } from './verified-blocks.ts';

/** What is used here of a service worker's own scope, which the types of a page do not know. */
type Extendable = Event & { waitUntil: (work: Promise<unknown>) => void };
type Fetching = Extendable & { request: Request; respondWith: (answer: Promise<Response>) => void };
type Installing = Extendable & { addRoutes?: (routes: object) => Promise<void> };
type Scope = {
  addEventListener: ((type: 'install', listener: (event: Installing) => void) => void) &
    ((type: 'message', listener: (event: Extendable & { data: unknown }) => void) => void) &
    ((type: 'fetch', listener: (event: Fetching) => void) => void);
  skipWaiting: () => Promise<void>;
  clients: { claim: () => Promise<void> };
};
const scope = self as unknown as Scope;

/** Files that may be asked for more of soon: the take on screen and those beside it. Some leaves of each are in memory. */
const KEPT = 4;
/** Who may ask: players (some browsers do not say that they are). Never a page or a script: people upload these files, and this is our own address. */
const PLAYERS: readonly string[] = ['audio', 'video', ''];
const opened = new Map<string, Promise<Readable>>();

async function open(cid: string): Promise<Readable> {
  const fetchBlock = verifiedBlocks();
  const file = await openVerified(cid, fetchBlock);
  const read = windowOn(file, fetchBlock);
  // Players begin with this block in any case.
  return { file, read, type: sniffMedia(await read(0, Math.min(HEAD_BYTES, file.size))) };
}

function heldOpen(cid: string): Promise<Readable> {
  const found = opened.get(cid) ?? open(cid);
  opened.delete(cid);
  opened.set(cid, found);
  // A failure is not kept: the next press asks again.
  found.catch(() => opened.get(cid) === found && opened.delete(cid));
  for (const oldest of opened.keys()) {
    if (opened.size <= KEPT) break;
    opened.delete(oldest);
  }
  return found;
}

scope.addEventListener('install', event => {
  event.waitUntil(scope.skipWaiting());
  // Where a browser can be told so, nothing but media ever passes here.
  const others = { condition: { not: { urlPattern: { pathname: `${CHECKED_PATH}*` } } }, source: 'network' };
  event.waitUntil(event.addRoutes?.(others).catch(() => undefined) ?? Promise.resolve());
});
scope.addEventListener('message', event => {
  if (event.data === CLAIM) event.waitUntil(scope.clients.claim());
});
scope.addEventListener('fetch', event => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin || !pathname.startsWith(CHECKED_PATH) || request.mode === 'navigate') return;
  if (!PLAYERS.includes(request.destination)) return;
  const answer = heldOpen(pathname.slice(CHECKED_PATH.length)).then(file => answerRange(request.headers.get('range'), file));
  event.respondWith(answer.catch(() => Response.error()));
});
