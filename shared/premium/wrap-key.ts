import { secretMissing } from './errors.ts';

/** The secrets that keys are wrapped under: the first for new ones, all to open. Each is 32 bytes. */
export type KeySecret = { id: string; secret: Uint8Array<ArrayBuffer> };
/** A key as it is stored: base64 of nonce (12) ‖ ciphertext (32) ‖ tag (16). */
export type Wrapped = { secretId: string; text: string };

type Key = Uint8Array<ArrayBuffer>;
const NONCE_BYTES = 12;
const PURPOSE = 'gigavibe premium key 1';
const utf8 = (text: string) => new TextEncoder().encode(text);

/** Encrypts a file's key under one derived for that file (HKDF-SHA-256, salted with its id). `nonce`: 12 random bytes. */
export async function wrapKey(
  key: Key,
  fileId: string,
  { id, secret }: KeySecret,
  nonce: Uint8Array<ArrayBuffer>,
): Promise<Wrapped> {
  const sealed = await crypto.subtle.encrypt(gcm(nonce, fileId, id), await derive(secret, fileId), key);
  return { secretId: id, text: btoa(String.fromCharCode(...nonce, ...new Uint8Array(sealed))) };
}

/** The key again. @throws AppError `premium/secret-missing` (503) without its secret; OperationError for a row that was changed, or is another file's */
export async function unwrapKey({ secretId, text }: Wrapped, fileId: string, secrets: readonly KeySecret[]): Promise<Key> {
  const found = secrets.find(({ id }) => id === secretId);
  if (!found) throw secretMissing(secretId);
  const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const key = await derive(found.secret, fileId);
  return new Uint8Array(await crypto.subtle.decrypt(gcm(nonce, fileId, secretId), key, bytes.subarray(NONCE_BYTES)));
}

const gcm = (iv: Uint8Array<ArrayBuffer>, fileId: string, secretId: string): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8(`${secretId} ${fileId}`),
});

async function derive(secret: Uint8Array<ArrayBuffer>, fileId: string): Promise<CryptoKey> {
  const from = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const how = { name: 'HKDF', hash: 'SHA-256', salt: utf8(fileId), info: utf8(PURPOSE) };
  return crypto.subtle.deriveKey(how, from, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}
