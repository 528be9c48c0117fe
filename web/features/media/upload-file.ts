import * as z from 'zod/mini';
import { type Problem, problemWords } from '../../../shared/media/judge-media.ts';
import type { Purpose } from '../../../shared/media/schema.ts';
import { callApi } from '../../lib/api.ts';
import { ApiError } from '../../lib/api-error.ts';
import { row, supabase } from '../../lib/supabase.ts';
import { readDraft, type UploadMark, writeDraft } from './draft-store.ts';
import { type TusProgress, tusUpload, UploadRefused } from './tus-upload.ts';

const permit = z.object({ id: z.string(), status: z.string(), upload_url: z.nullable(z.string()) });
const state = z.object({ pin_status: z.string(), problem: z.nullable(z.string()) });

const LOOK_MS = 120;
const LOOK_LONGEST_MS = 3_000;

export type FileToUpload = {
  blob: Blob;
  purpose: Purpose;
  mime: string;
  cid: string;
  peaks: string | null;
  loudness: number | null;
};
/** Tells in words what is happening. */
export type Say = (words: string) => void;

/**
 * Uploads a file and waits until it was checked: asks for permission, sends it in pieces, goes on where an earlier try was. Gives its id.
 * @throws ApiError in words, with `retryable` where a retry helps
 */
export async function uploadFile(file: FileToUpload, say: Say, signal: AbortSignal): Promise<string> {
  const { blob, purpose, mime, cid, peaks, loudness } = file;
  const body = { purpose, cid, size: blob.size, mime, peaks, loudness };
  const allowed = await callApi('api/media', { method: 'POST', body, schema: permit, signal });
  if (allowed.status === 'allowed' && allowed.upload_url !== null) {
    say(uploading(0));
    const stored = await send(file, allowed.id, allowed.upload_url, say, signal);
    await callApi(`api/media/${allowed.id}/uploaded`, { method: 'POST', body: { cid: stored }, schema: z.object({}), signal });
  }
  say('Checking');
  await checked(allowed.id, purpose, signal);
  return allowed.id;
}

/** `part` of the file has arrived, 0 to 1. */
const uploading = (part: number) => `Uploading ${Math.floor(part * 100)}%`;

async function send(file: FileToUpload, id: string, uploadUrl: string, say: Say, signal: AbortSignal) {
  const { blob, mime } = file;
  const key = `upload ${id}`;
  const mark = await readDraft<UploadMark>(key);
  let kept = mark;
  const onProgress = ({ location, sent, last }: TusProgress) => {
    if (location !== kept?.location || last !== kept.last) {
      kept = { location, last };
      void writeDraft(key, kept);
    }
    say(uploading(sent / blob.size));
  };
  const onDrop = () => say('Waiting for the connection');
  const metadata = { filename: id, filetype: mime, network: 'public', cid_version: 'unixfs-v1-2025' };
  try {
    return await tusUpload({ blob, uploadUrl, metadata, begun: mark ?? null, onProgress, onDrop, signal });
  } catch (error) {
    if (!(error instanceof UploadRefused)) throw error;
    await writeDraft(key, undefined);
    const message = 'The upload was not taken. Your take is still here; try again.';
    throw new ApiError('media/upload-refused', message, { status: error.status, retryable: true, cause: error });
  }
}

async function checked(id: string, purpose: Purpose, signal: AbortSignal): Promise<void> {
  for (let wait = LOOK_MS; ; wait = Math.min(wait * 1.5, LOOK_LONGEST_MS)) {
    const asked = supabase().from('media_files').select('pin_status, problem').eq('id', id).abortSignal(signal).maybeSingle();
    const file = await row(asked, state);
    if (file?.pin_status === 'pinned') return;
    if (file?.pin_status === 'failed')
      throw new ApiError(`media/${file.problem}`, problemWords(file.problem as Problem, purpose), {
        status: 422,
        retryable: false,
      });
    await new Promise(resolve => setTimeout(resolve, wait));
    signal.throwIfAborted();
  }
}
