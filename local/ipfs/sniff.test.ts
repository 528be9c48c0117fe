import { expect, test } from 'vitest';
import { sniffContentType } from './sniff.ts';

const text = (value: string) => new TextEncoder().encode(value);

test.each([
  ['image/png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d])],
  ['image/jpeg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0])],
  ['audio/wav', text('RIFF\0\0\0\0WAVEfmt ')],
  ['image/webp', text('RIFF\0\0\0\0WEBPVP8 ')],
  ['audio/mpeg', text('ID3\u0003')],
  ['audio/mpeg', new Uint8Array([0xff, 0xfb, 0x90, 0])],
  ['audio/aac', new Uint8Array([0xff, 0xf1, 0x50, 0x80])],
  ['video/webm', new Uint8Array([0x1a, 0x45, 0xdf, 0xa3])],
  ['audio/ogg', text('OggS')],
  ['video/mp4', text('\0\0\0\u0018ftypisom')],
  ['image/svg+xml', text('<?xml version="1.0"?>\n<!-- a poster -->\n<svg xmlns="x">')],
  ['application/json', text('{"name":"Night bus home"}')],
  ['application/json', text('[1]')],
  ['application/octet-stream', text('"only a string"')],
  ['application/octet-stream', text('{"cut":')],
  ['application/octet-stream', text('<html><svg></svg></html>')],
  ['application/octet-stream', new Uint8Array([])],
])('recognises %s', (type, bytes) => {
  expect(sniffContentType(bytes, bytes.length)).toBe(type);
});

test('does not take the beginning of a longer file for JSON', () => {
  expect(sniffContentType(text('{}'), 4_000_000)).toBe('application/octet-stream');
});
