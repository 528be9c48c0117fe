import { AppError } from '../../../../shared/kernel/app-error.ts';
import { metadataCid } from '../../../../shared/launches/metadata-cid.ts';

const TIMEOUT_MS = 4_000;

/**
 * Reads a file of one block (up to 1 MiB) by its CID from the first gateway that gives bytes which hash to it. A gateway that gives other bytes is passed over, as one that
 * is away. @throws AppError `ipfs/away` (503, retryable)
 */
export function leafReader(gateways: readonly string[]): (cid: string, mostBytes: number) => Promise<Uint8Array> {
  return async (cid, mostBytes) => {
    const said: string[] = [];
    for (const gateway of gateways) {
      try {
        const response = await fetch(`${gateway}/ipfs/${cid}?format=raw`, {
          headers: { accept: 'application/vnd.ipld.raw' },
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        if (!response.ok) throw new Error(`status ${response.status}`);
        const bytes = await readUpTo(response, mostBytes);
        if ((await metadataCid(bytes)) !== cid) throw new Error('bytes that are not under this name');
        return bytes;
      } catch (error) {
        said.push(`${new URL(gateway).host}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    throw new AppError(
      'ipfs/away',
      'The recording cannot be fetched right now. Nothing was lost; please try again in a moment.',
      {
        status: 503,
        retryable: true,
        facts: { cid, said },
      },
    );
  };
}

async function readUpTo(response: Response, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > most) throw new Error(`more than ${most} bytes`);
    parts.push(part);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
