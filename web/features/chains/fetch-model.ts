import { readUpTo } from '../../../shared/kernel/read-up-to.ts';

/** MediaPipe's heaviest model for poses has 30 MB. */
const MOST_BYTES = 48 * 1024 * 1024;
const TIMEOUT_MS = 60_000;

/** The model could not be had, or is another than the one that was configured. */
export class NoModel extends Error {
  constructor(cause: unknown) {
    super('Movement cannot be read from films right now. Try again later, or bring pose data.', { cause });
    this.name = 'NoModel';
  }
}

/** Fetches the model and checks its bytes against the hash that was configured, before anything reads them. @throws NoModel */
export async function fetchModel({ url, sha256 }: { url: string; sha256: string }): Promise<Uint8Array> {
  try {
    const answer = await fetch(url, { credentials: 'omit', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const bytes = await readUpTo(answer, MOST_BYTES);
    if (bytes === null) throw new Error('more than a model');
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const found = [...digest].map(byte => byte.toString(16).padStart(2, '0')).join('');
    if (found !== sha256) throw new Error(`its hash is ${found}`);
    return bytes;
  } catch (cause) {
    throw new NoModel(cause);
  }
}
