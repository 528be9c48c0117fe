/** Whether `signature` (hex) is the HMAC-SHA512 of exactly these bytes. The comparison takes constant time. */
export type VerifyHmac = (body: Uint8Array<ArrayBuffer>, signature: string | null) => Promise<boolean>;

/** Makes the key once; the returned function is called per request. */
export function hmacVerifier(secret: string): VerifyHmac {
  const key = crypto.subtle.importKey('raw', new TextEncoder().encode(secret), { name: 'HMAC', hash: 'SHA-512' }, false, [
    'verify',
  ]);
  return async (body, signature) => {
    if (signature === null || !/^[0-9a-f]{128}$/i.test(signature)) return false;
    return crypto.subtle.verify('HMAC', await key, bytesOfHex(signature), body);
  };
}

function bytesOfHex(hex: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
