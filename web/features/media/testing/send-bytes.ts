import { type TusUpload, tusUpload } from '../tus-upload.ts';

/** Sends bytes as a device does, without its waits. What is not said of the upload is as at a first try; `uploadUrl` is not needed for one that was begun. */
export function sendBytes(
  bytes: Uint8Array,
  mime: string,
  uploadUrl: string | null,
  options: Partial<TusUpload> = {},
): Promise<string | null> {
  return tusUpload({
    blob: new Blob([bytes as Uint8Array<ArrayBuffer>]),
    uploadUrl: uploadUrl ?? '',
    metadata: { filename: 'take', filetype: mime, network: 'public', cid_version: 'unixfs-v1-2025' },
    begun: null,
    onProgress: () => {},
    onDrop: () => {},
    signal: new AbortController().signal,
    wait: async () => {},
    ...options,
  });
}
