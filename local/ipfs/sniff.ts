const starts = (bytes: Uint8Array, magic: readonly number[], at = 0) => magic.every((value, i) => bytes[at + i] === value);
const ascii = (text: string) => [...text].map(character => character.charCodeAt(0));

function isJson(bytes: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

function isSvg(bytes: Uint8Array): boolean {
  return /^\uFEFF?\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<svg[\s>]/.test(new TextDecoder().decode(bytes.subarray(0, 1024)));
}

/** The longest file that is parsed to see whether it is JSON: coin metadata is a few hundred bytes. */
const JSON_LIMIT = 256 * 1024;

/**
 * The content type of a file by its first bytes, as a gateway guesses it.
 * JSON objects and arrays are exactly `application/json`: Zora refuses metadata with any parameter behind it.
 */
export function sniffContentType(bytes: Uint8Array, size: number): string {
  if (starts(bytes, [0x89, ...ascii('PNG')])) return 'image/png';
  if (starts(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (starts(bytes, ascii('RIFF')) && starts(bytes, ascii('WAVE'), 8)) return 'audio/wav';
  if (starts(bytes, ascii('RIFF')) && starts(bytes, ascii('WEBP'), 8)) return 'image/webp';
  if (starts(bytes, ascii('ID3')) || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2)) return 'audio/mpeg';
  if (starts(bytes, ascii('ftyp'), 4)) return 'video/mp4';
  if (starts(bytes, [0x1a, 0x45, 0xdf, 0xa3])) return 'video/webm';
  if (starts(bytes, ascii('OggS'))) return 'audio/ogg';
  if (isSvg(bytes)) return 'image/svg+xml';
  if (size <= JSON_LIMIT && size === bytes.length && isJson(bytes)) return 'application/json';
  return 'application/octet-stream';
}

/** How many first bytes `sniffContentType` wants to see of a file of `size` bytes. */
export const sniffLength = (size: number): number => (size <= JSON_LIMIT ? size : 1024);
