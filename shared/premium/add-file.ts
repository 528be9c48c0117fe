import { PLAYABLE } from '../media/schema.ts';
import { doesNotOpen, hasOne, notYourTake, noUpload } from './errors.ts';
import type { AddPorts } from './ports.ts';
import type { Addition } from './schema.ts';

/**
 * Adds a sealed upload to a take of one's own, for those who hold its coin. The key is tried on the stored bytes first: what nobody can open, or no
 * player here would be given, is not offered. What is inside beyond its label is not looked at.
 * @throws AppError `premium/…` 404 for a take of somebody else, 409 without the upload or with a file already, 422 when the key does not fit
 */
export async function addFile(
  { media_id, file_id, key: text, least_coins }: Addition,
  at: { performanceId: string; userId: string },
  { findUpload, readLabel, wrap, add }: AddPorts,
): Promise<{ id: string }> {
  const upload = await findUpload(media_id, at.userId);
  if (!upload) throw noUpload();
  const key = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
  const label = await readLabel(upload.cid, file_id, key);
  if (!label || !PLAYABLE.includes(label.mime)) throw doesNotOpen();
  const wrapped = await wrap(key, file_id);
  const done = await add({ id: file_id, ...at, mediaId: media_id, ...label, leastCoins: least_coins, wrapped });
  if (done === 'no-take') throw notYourTake();
  if (done === 'taken') throw hasOne();
  return { id: file_id };
}
