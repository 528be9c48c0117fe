import { type UnixMs, unixMs } from '../kernel/units.ts';
import { badMedia, overQuota } from './errors.ts';
import { judgeSize } from './judge-media.ts';
import { DAY_BYTES, DAY_FILES, LAPSE_MS, LIMITS, PERMIT_SECONDS, SHORT_PERMIT_MS } from './limits.ts';
import type { PermitStore, PinService } from './ports.ts';
import type { Upload } from './upload-schema.ts';

type Ports = { store: PermitStore; pins: Pick<PinService, 'permit'>; now: () => UnixMs };

const DAY_MS = 24 * 60 * 60_000;

/**
 * Lets a person upload one file, once: an address that takes so many bytes of this type for a quarter of an hour. A file of theirs
 * that is here already needs no upload (`uploadUrl` null). One whose upload broke off goes on under the same permission; when that is almost over, a new
 * one is given and counted.
 * @throws AppError `media/…` 422 for a file that we would not take, 429 over the day's quota, 503 when the service is away
 */
export async function permitUpload(upload: Upload, userId: string, { store, pins, now }: Ports) {
  const problem = judgeSize(upload.purpose, upload.size);
  if (problem) throw badMedia(problem, upload.purpose);
  if (!LIMITS[upload.purpose].mimes.includes(upload.mime)) throw badMedia('wrong-type', upload.purpose);
  const at = now();
  const lasts = PERMIT_SECONDS * 1_000;
  const file = await store.allow(userId, upload, {
    now: at,
    since: unixMs(at - DAY_MS),
    freshSince: unixMs(at - lasts + SHORT_PERMIT_MS),
    lapsesAt: unixMs(at + LAPSE_MS),
    bytes: DAY_BYTES,
    files: DAY_FILES,
  });
  if (file === null) throw overQuota();
  if (file.pinStatus !== 'allowed') return { file, uploadUrl: null };
  const seconds = Math.ceil((file.allowedAt + lasts - at) / 1_000);
  const uploadUrl = await pins.permit({ name: file.id, size: file.size, mime: upload.mime, now: at, seconds });
  return { file, uploadUrl };
}
