/** The form in which addresses are kept and compared: lower case, where others may send checksums. */
export function lowerAddress(address: string): `0x${string}` {
  return address.toLowerCase() as `0x${string}`;
}

/** Whether two hex strings are the same bytes, whatever their case. */
export function sameHex(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
