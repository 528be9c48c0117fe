import { badMedia, noSuchFile } from './errors.ts';
import type { MediaFile, PermitStore } from './ports.ts';

/**
 * The device says that its upload is complete, and which CID the service gave it. Another CID than the device worked out is another
 * file: refused at once. @throws AppError `media/wrong-cid` (422), 404 for a file of somebody else
 */
export async function noteUploaded(
  id: string,
  userId: string,
  storedCid: string | null,
  { store }: { store: PermitStore },
): Promise<MediaFile> {
  const file = await store.find(id);
  if (file === null || file.userId !== userId) throw noSuchFile();
  if (file.pinStatus !== 'allowed') return file;
  if (storedCid !== null && storedCid !== file.cid) {
    await store.fail(id, 'wrong-cid');
    throw badMedia('wrong-cid', file.purpose);
  }
  await store.uploaded(id);
  return { ...file, pinStatus: 'queued' };
}
