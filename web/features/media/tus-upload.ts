/** How an upload stands between two tries; enough to go on after a reload. `last`: its last chunk is on its way, or arrived. */
export type TusProgress = { location: string; sent: number; last: boolean };

export type TusUpload = {
  blob: Blob;
  /** Where an upload is begun; signed, and for this file alone. */
  uploadUrl: string;
  metadata: Record<string, string>;
  /** An upload that was begun before, where it is and whether its last chunk was sent. */
  begun: Pick<TusProgress, 'location' | 'last'> | null;
  onProgress: (progress: TusProgress) => void;
  /** A try did not get through; the next one is after a wait. */
  onDrop: () => void;
  signal: AbortSignal;
  /** Waits before the next try; tests do not. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  chunkBytes?: number;
};

/** The store refuses the upload: no further try helps. */
export class UploadRefused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`The upload was refused with ${status}.`);
    this.name = 'UploadRefused';
    this.status = status;
  }
}

const CHUNK_BYTES = 1024 * 1024;
/** A store that forgets what it takes this often takes nothing. */
const MOST_GIVEN_UP = 3;
const WAITS_MS = [500, 1_000, 2_000, 4_000, 8_000];
const TUS = { 'tus-resumable': '1.0.0' };

/**
 * Sends a file by the tus protocol 1.0.0, a chunk at a time. When the connection drops it waits, asks what arrived, and goes on from there, for as
 * long as it takes. Resolves with the CID that the store gave the file; null when its last answer was lost.
 * @throws UploadRefused; the signal's reason when it is aborted
 */
export async function tusUpload({
  blob,
  uploadUrl,
  metadata,
  begun,
  onProgress,
  onDrop,
  signal,
  ...rest
}: TusUpload): Promise<string | null> {
  const { wait = pause, chunkBytes = CHUNK_BYTES } = rest;
  let place = begun?.location ?? null;
  let last = begun?.last ?? false;
  let sent: number | null = place === null ? 0 : null;
  let givenUp = 0;
  for (let failures = 0; ; ) {
    signal.throwIfAborted();
    try {
      if (place === null) place = await create(uploadUrl, blob.size, metadata, signal);
      if (sent === null) sent = await askOffset(place, signal);
      // Complete uploads are forgotten: the last answer was on its way when the connection dropped. One that is not complete was
      // given up by the store: it is begun again.
      if (sent === null && !last) {
        if (++givenUp > MOST_GIVEN_UP) throw new UploadRefused(404);
        [place, sent] = [null, 0];
        continue;
      }
      if (sent === null) return null;
      const chunk = blob.slice(sent, sent + chunkBytes);
      last = sent + chunk.size >= blob.size;
      onProgress({ location: place, sent, last });
      const answer = await send(place, sent, chunk, signal);
      failures = 0;
      sent += chunk.size;
      onProgress({ location: place, sent, last });
      if (sent >= blob.size) return answer.headers.get('upload-cid');
    } catch (error) {
      if (error instanceof UploadRefused) throw error;
      signal.throwIfAborted();
      sent = place === null ? 0 : null;
      onDrop();
      await wait(WAITS_MS[Math.min(failures++, WAITS_MS.length - 1)] ?? 0, signal);
    }
  }
}

async function create(url: string, size: number, metadata: Record<string, string>, signal: AbortSignal): Promise<string> {
  const said = Object.entries(metadata).map(([key, value]) => `${key} ${btoa(value)}`);
  const headers = { ...TUS, 'upload-length': String(size), 'upload-metadata': said.join(',') };
  const answer = judged(await fetch(url, { method: 'POST', headers, signal }));
  const location = answer.headers.get('location');
  if (!location) throw new UploadRefused(answer.status);
  return new URL(location, url).href;
}

/** How much arrived; null for an upload that is not there any more. */
async function askOffset(location: string, signal: AbortSignal): Promise<number | null> {
  const answer = await fetch(location, { method: 'HEAD', headers: TUS, signal });
  if (answer.status === 404 || answer.status === 410) return null;
  const offset = judged(answer).headers.get('upload-offset');
  if (offset === null) throw new UploadRefused(answer.status);
  return Number(offset);
}

async function send(location: string, offset: number, chunk: Blob, signal: AbortSignal): Promise<Response> {
  const headers = { ...TUS, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' };
  const answer = await fetch(location, { method: 'PATCH', headers, body: chunk, signal });
  // Somebody else's count is another than ours, or another tab has just sent the last chunk: ask again.
  // One that says so to nothing more has it all, and told it to a connection that was lost.
  if (answer.status === 409 && chunk.size === 0) return answer;
  if ([404, 409, 410].includes(answer.status)) throw new Error('it stands otherwise');
  return judged(answer);
}

function judged(answer: Response): Response {
  if (answer.ok) return answer;
  // 423: the store still holds the connection that was lost.
  if (answer.status >= 500 || [408, 423, 429].includes(answer.status)) throw new Error(`status ${answer.status}`);
  throw new UploadRefused(answer.status);
}

/** A wait that ends early when the device is online again. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const go = () => {
      clearTimeout(timer);
      removeEventListener('online', go);
      signal.removeEventListener('abort', go);
      resolve();
    };
    const timer = setTimeout(go, ms);
    addEventListener('online', go);
    signal.addEventListener('abort', go);
  });
}
