/** A print as base64, four bytes a word, lowest first. */
export function packPrint(words: Uint32Array): string {
  const bytes = new Uint8Array(words.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [place, word] of words.entries()) view.setUint32(place * 4, word, true);
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** The words of a packed print. @throws RangeError when it is none */
export function unpackPrint(packed: string): Uint32Array {
  const text = atob(packed);
  if (text.length === 0 || text.length % 4 !== 0) throw new RangeError('no print');
  const view = new DataView(Uint8Array.from(text, character => character.charCodeAt(0)).buffer);
  return Uint32Array.from({ length: text.length / 4 }, (_, place) => view.getUint32(place * 4, true));
}
