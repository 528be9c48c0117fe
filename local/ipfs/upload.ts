import type { FileList } from './files.ts';
import { readSigned, refusalOf, type Wish } from './signed-url.ts';
import { sniffContentType } from './sniff.ts';
import { type BlockStore, PROFILE } from './store.ts';
import { openTus, readMetadata } from './tus.ts';

/** The largest file that the upload door takes, in bytes. */
export const UPLOAD_LIMIT = 100 * 1024 * 1024;

const refuse = (status: number, code: string, message: string) => Response.json({ error: { code, message } }, { status });

type UploadOptions = { store: BlockStore; files: FileList; dataDir: string; baseUrl: string; jwt: string };

/**
 * `POST /v3/files` in the shape of Pinata's v3 upload API: multipart (`file`, `name`, `network=public`, `cid_version=unixfs-v1-2025`) or resumable by tus,
 * with the bearer token `jwt` or at a signed address, within what that was signed for. The answer carries the CID of the stored file.
 * 401 without the token or a signature, 400 for a missing file or an option that this store does not offer, 413 above the limit, 403 outside of the wish.
 */
export function openUploads({ store, files, dataDir, baseUrl, jwt }: UploadOptions) {
  const takeIn = async (bytes: Uint8Array, name: string, mime: string) => {
    const cid = await store.add(bytes);
    return files.add({ name, cid, size: bytes.length, mime_type: mime });
  };
  const tus = openTus(dataDir, baseUrl, async (bytes, name, mime) => (await takeIn(bytes, name, mime)).cid);

  const create = (request: Request, signed: Wish | null): Response => {
    const length = Number(request.headers.get('upload-length'));
    const metadata = readMetadata(request.headers.get('upload-metadata'));
    if (!Number.isSafeInteger(length) || length <= 0) return refuse(400, 'BAD_REQUEST', 'upload-length is missing');
    const option = new URL(request.url).searchParams.get('X-Upload-Option-Cid-Version') ?? metadata.cid_version;
    if ((signed?.cid_version ?? option) !== PROFILE)
      return refuse(400, 'BAD_REQUEST', `only cid_version ${PROFILE} is offered here`);
    const refusal = length > UPLOAD_LIMIT ? 'too large' : refusalOf(signed, length, metadata.filetype ?? '');
    if (refusal !== null) return refuse(403, 'FORBIDDEN', refusal);
    return tus.create(length, { ...metadata, ...(signed?.filename && { filename: signed.filename }) });
  };

  const multipart = async (request: Request, signed: Wish | null): Promise<Response> => {
    if (Number(request.headers.get('content-length') ?? 0) > UPLOAD_LIMIT)
      return refuse(413, 'TOO_LARGE', `at most ${UPLOAD_LIMIT} bytes`);
    const form = await request.formData().catch(() => null);
    if (form === null) return refuse(400, 'BAD_REQUEST', 'the body is not multipart/form-data');
    const file = form.get('file');
    if (!(file instanceof Blob)) return refuse(400, 'BAD_REQUEST', 'file is missing');
    const wanted = { network: 'public', ...(!signed?.cid_version && { cid_version: PROFILE }) };
    for (const [field, only] of Object.entries(wanted)) {
      if (form.get(field) !== only) return refuse(400, 'BAD_REQUEST', `${field} must be ${only} here`);
    }
    const refusal = refusalOf(signed, file.size, file.type);
    if (refusal !== null) return refuse(403, 'FORBIDDEN', refusal);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const name = form.get('name');
    const mime = file.type || sniffContentType(bytes, bytes.length);
    return Response.json({ data: await takeIn(bytes, typeof name === 'string' && name !== '' ? name : file.name, mime) });
  };

  return {
    tus,
    post: async (request: Request): Promise<Response> => {
      const signed = readSigned(new URL(request.url), jwt, Date.now());
      if (!signed && request.headers.get('authorization') !== `Bearer ${jwt}`)
        return refuse(401, 'UNAUTHORIZED', 'Not authorized');
      return request.headers.has('upload-length') ? create(request, signed) : multipart(request, signed);
    },
  };
}
