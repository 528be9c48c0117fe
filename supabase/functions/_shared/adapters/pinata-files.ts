import { z } from 'zod';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import type { PinService } from '../../../../shared/media/ports.ts';
import { PROFILE } from '../../../../shared/media/schema.ts';
import { readJson } from '../read-answer.ts';

const TIMEOUT_MS = 8_000;
const signed = z.object({ data: z.url() });
const listed = z.object({
  data: z.object({ files: z.array(z.object({ id: z.string(), cid: z.string(), name: z.string().nullish() })) }),
});

type PinataOptions = {
  /** Where files are uploaded, and where uploads are signed. */
  uploadUrl: string;
  /** Where files are listed and removed. */
  filesUrl: string;
  jwt: string;
};

/** Pinata's v3 API: signed uploads with IPFS's profile unixfs-v1-2025, looking up and removing files. @throws AppError `media/store-away` (503, retryable) */
export function pinataFiles({ uploadUrl, filesUrl, jwt }: PinataOptions): PinService {
  const ask = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { authorization: `Bearer ${jwt}`, ...(init.body !== undefined && { 'content-type': 'application/json' }) };
    const options = { ...init, headers, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) } as const;
    const response = await fetch(url, options).catch(cause => {
      throw storeAway({ reason: 'no answer' }, cause);
    });
    if (response.ok || response.status === 404) return response;
    throw storeAway({ status: response.status });
  };
  const read = async <T>(response: Response, schema: z.ZodType<T>): Promise<T> => {
    const parsed = schema.safeParse(await readJson(response).catch(() => null));
    if (!parsed.success) throw storeAway({ reason: 'unexpected answer' }, parsed.error);
    return parsed.data;
  };
  return {
    permit: async ({ name, size, mime, now, seconds }) => {
      const wish = {
        date: Math.floor(now / 1000),
        expires: seconds,
        network: 'public',
        filename: name,
        max_file_size: size,
        allow_mime_types: [mime],
        cid_version: PROFILE,
      };
      const response = await ask(`${uploadUrl}/v3/files/sign`, { method: 'POST', body: JSON.stringify(wish) });
      return (await read(response, signed)).data;
    },
    find: async cid => {
      const response = await ask(`${filesUrl}/v3/files/public?${new URLSearchParams({ cid, limit: '1' })}`);
      if (response.status === 404) return null;
      const found = (await read(response, listed)).data.files.find(file => file.cid === cid);
      return found ? { ref: found.id, name: found.name ?? '' } : null;
    },
    named: async name => {
      const response = await ask(`${filesUrl}/v3/files/public?${new URLSearchParams({ name, limit: '100' })}`);
      if (response.status === 404) return [];
      const { files } = (await read(response, listed)).data;
      return files.filter(file => file.name === name).map(file => ({ ref: file.id, cid: file.cid }));
    },
    remove: async ref => {
      await ask(`${filesUrl}/v3/files/public/${encodeURIComponent(ref)}`, { method: 'DELETE' });
    },
  };
}

function storeAway(facts: Record<string, unknown>, cause?: unknown): AppError {
  const message = 'Uploads cannot be taken right now. Your take stays on this device; try again in a moment.';
  return new AppError('media/store-away', message, { status: 503, retryable: true, facts, cause });
}
