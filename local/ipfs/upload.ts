import { randomUUID } from 'node:crypto';
import { sniffContentType } from './sniff.ts';
import { type BlockStore, PROFILE } from './store.ts';

/** The largest file that the upload door takes, in bytes. */
export const UPLOAD_LIMIT = 100 * 1024 * 1024;

const refuse = (status: number, code: string, message: string) => Response.json({ error: { code, message } }, { status });

/**
 * Answers `POST /v3/files` in the shape of Pinata's v3 upload API: multipart `file`, `name`, `network=public`, `cid_version=v1`
 * and `profile=unixfs-v1-2025`, bearer token `jwt`. The answer carries the CID of the stored file.
 * 401 without the token, 400 for a missing file or an option that this store does not offer, 413 above the limit.
 */
export async function uploadFile(store: BlockStore, jwt: string, request: Request): Promise<Response> {
  if (request.headers.get('authorization') !== `Bearer ${jwt}`) return refuse(401, 'UNAUTHORIZED', 'Not authorized');
  if (Number(request.headers.get('content-length') ?? 0) > UPLOAD_LIMIT)
    return refuse(413, 'TOO_LARGE', `at most ${UPLOAD_LIMIT} bytes`);
  let form: FormData;
  try {
    form = await request.formData();
  } catch {
    return refuse(400, 'BAD_REQUEST', 'the body is not multipart/form-data');
  }
  const file = form.get('file');
  if (!(file instanceof Blob)) return refuse(400, 'BAD_REQUEST', 'file is missing');
  const wanted = { network: 'public', cid_version: 'v1', profile: PROFILE };
  for (const [field, only] of Object.entries(wanted)) {
    const value = form.get(field) ?? only;
    if (value !== only) return refuse(400, 'BAD_REQUEST', `${field} ${String(value)} is not offered here, only ${only}`);
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const cid = await store.add(bytes);
  const name = form.get('name');
  return Response.json({
    data: {
      id: randomUUID(),
      name: typeof name === 'string' && name !== '' ? name : file.name,
      cid,
      size: bytes.length,
      created_at: new Date().toISOString(),
      number_of_files: 1,
      mime_type: file.type || sniffContentType(bytes, bytes.length),
      user_id: '00000000-0000-4000-8000-000000000000',
      group_id: null,
      keyvalues: {},
      vectorized: false,
      network: 'public',
    },
  });
}
