import { sniffMedia } from '../../shared/media/sniff.ts';

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
  if (starts(bytes, ascii('RIFF')) && starts(bytes, ascii('WEBP'), 8)) return 'image/webp';
  const media = sniffMedia(bytes);
  if (media) return media;
  if (isSvg(bytes)) return 'image/svg+xml';
  if (size <= JSON_LIMIT && size === bytes.length && isJson(bytes)) return 'application/json';
  return 'application/octet-stream';
}

/** How many first bytes `sniffContentType` wants to see of a file of `size` bytes. */
export const sniffLength = (size: number): number => (size <= JSON_LIMIT ? size : 1024);
