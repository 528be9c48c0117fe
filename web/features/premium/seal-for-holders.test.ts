import { expect, it } from 'vitest';
import { openSealed } from '../../../shared/media/open-sealed.ts';
import { makeMedia } from '../../../shared/media/testing/make-media.ts';
import { sealForHolders } from './seal-for-holders.ts';

const blobOf = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)]);
const seal = (bytes: Uint8Array) => sealForHolders(blobOf(bytes), () => {});

it('seals a film longer than any take under a key and an id of its own, and says how far it is', async () => {
  const bytes = await makeMedia('chrome.webm', 90);
  const parts: number[] = [];
  const first = await sealForHolders(blobOf(bytes), part => parts.push(part));
  const second = await seal(bytes);
  expect(parts.at(-1)).toBe(1);
  expect(second.fileId).not.toBe(first.fileId);
  expect(second.key).not.toEqual(first.key);
  const read = async (start: number, end: number) => new Uint8Array(await first.blob.slice(start, end).arrayBuffer());
  const opened = await openSealed(read, first.blob.size, first);
  expect(opened.mime).toBe('video/webm');
  const got = [];
  for await (const part of opened.chunks()) got.push(part);
  expect(Buffer.from(await new Blob(got).arrayBuffer()).equals(bytes)).toBe(true);
});

it('refuses what nobody could play, in words', async () => {
  await expect(seal(new TextEncoder().encode('<html></html>'))).rejects.toMatchObject({ code: 'premium/wrong-type' });
  await expect(seal((await makeMedia('song.wav', 10)).subarray(0, 900_000))).rejects.toMatchObject({ code: 'premium/corrupt' });
  await expect(seal(await makeMedia('chrome-audio.webm', 620))).rejects.toMatchObject({ code: 'premium/too-long' });
  const huge = { size: 101 * 1024 * 1024, slice: () => new Blob() } as unknown as Blob;
  await expect(sealForHolders(huge, () => {})).rejects.toMatchObject({ code: 'premium/too-large' });
});
