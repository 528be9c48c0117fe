import { type KeySecret, unwrapKey, type Wrapped, wrapKey } from '../../../../shared/premium/wrap-key.ts';

/** Wraps keys under the first of the secrets, and opens what any of them wrapped. */
export function keyWrapper(secrets: readonly [KeySecret, ...KeySecret[]]) {
  const [present] = secrets;
  return {
    secretId: present.id,
    wrap: (key: Uint8Array<ArrayBuffer>, fileId: string) =>
      wrapKey(key, fileId, present, crypto.getRandomValues(new Uint8Array(12))),
    unwrap: (wrapped: Wrapped, fileId: string) => unwrapKey(wrapped, fileId, secrets),
  };
}
