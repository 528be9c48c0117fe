import { createHash } from 'node:crypto';

const digest = (name: string) => createHash('sha256').update(name).digest();

/** A UUID that is always the same for a name. It bears version 4, as those that devices choose: version 8 is for ids that follow from a cast. */
export function stableUuid(name: string): string {
  const bytes = digest(name).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** A 20-byte cast hash that is always the same for a name. */
export const stableHash = (name: string): `0x${string}` => `0x${digest(name).subarray(0, 20).toString('hex')}`;

/** A 32-byte private key that is always the same for a name. For local chains alone: whoever knows the name knows the key. */
export const stableKey = (name: string): `0x${string}` => `0x${digest(`key of ${name}`).toString('hex')}`;

/** A whole number from 0 to 2^47 − 1 that is always the same for a name. */
export const stableNumber = (name: string): number => digest(name).readUIntBE(0, 6) % 2 ** 47;
