const ascii = (text: string) => [...text].map(character => character.charCodeAt(0));
const has = (bytes: Uint8Array, magic: readonly number[], at = 0) => magic.every((value, i) => bytes[at + i] === value);

/** How many first bytes of a file are wanted here. */
export const HEAD_BYTES = 32;

/** The type of a picture by its first bytes, with its size in px where these say it; null for anything else. */
export function sniffPicture(head: Uint8Array): { mime: string; width: number | null; height: number | null } | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (has(head, [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a]) && head.length >= 24)
    return { mime: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
  if (has(head, [0xff, 0xd8, 0xff])) return { mime: 'image/jpeg', width: null, height: null };
  if (has(head, ascii('RIFF')) && has(head, ascii('WEBP'), 8)) return { mime: 'image/webp', width: null, height: null };
  return null;
}

/** Brands of HEIC, AVIF and a raw format of cameras: pictures in the container of films. */
const PICTURES_IN_MP4 = ['hei', 'mif', 'avi', 'crx'];

/**
 * What a player is told that a song or a film is, by its first bytes; null for anything else. Sound alone in an MP4 or WebM is
 * called a film, which players take.
 */
export function sniffMedia(head: Uint8Array): string | null {
  if (has(head, ascii('RIFF')) && has(head, ascii('WAVE'), 8)) return 'audio/wav';
  if (has(head, ascii('ftyp'), 4)) return PICTURES_IN_MP4.some(brand => has(head, ascii(brand), 8)) ? null : 'video/mp4';
  if (has(head, [0x1a, 0x45, 0xdf, 0xa3])) return 'video/webm';
  if (has(head, ascii('OggS'))) return 'audio/ogg';
  if (head[0] === 0xff && ((head[1] ?? 0) & 0xf6) === 0xf0) return 'audio/aac';
  if (has(head, ascii('ID3')) || (head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2)) return 'audio/mpeg';
  return null;
}
