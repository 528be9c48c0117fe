import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectMedia } from './inspect-media.ts';
import { judgeMedia } from './judge-media.ts';
import { MEDIA_NAMES, makeMedia } from './testing/make-media.ts';

const inspect = (bytes: Uint8Array) => inspectMedia(bytes.length, async (start, end) => bytes.subarray(start, end));
const judge = async (bytes: Uint8Array) => judgeMedia('take', bytes.length, await inspect(bytes));

describe('inspectMedia', () => {
  it.each(MEDIA_NAMES)('reads %s from its bytes', async name => {
    const bytes = await makeMedia(name, 5);
    const found = await inspect(bytes);
    expect(found?.whole).toBe(true);
    expect(Math.abs((found?.facts.durationMs ?? 0) - 5_000)).toBeLessThan(80);
    const { mime, codecs, width, hasAudio, hasVideo } = found?.facts ?? {};
    expect({ mime, codecs, width, hasAudio, hasVideo }).toMatchSnapshot();
    expect(await judge(bytes)).toBe(name === 'silent.webm' ? 'silent' : name === 'obs.mkv' ? 'unplayable' : null);
  });

  it('reads pictures', async () => {
    const png = Uint8Array.from([
      0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 0, 0, 0, 2, 0,
    ]);
    expect((await inspect(png))?.facts).toMatchObject({ mime: 'image/png', width: 256, height: 512 });
    expect(judgeMedia('poster', png.length, await inspect(png))).toBeNull();
    expect(judgeMedia('take', png.length, await inspect(png))).toBe('wrong-type');
    for (const width of [0, 0xffffffff]) {
      new DataView(png.buffer).setUint32(16, width);
      expect(judgeMedia('poster', png.length, await inspect(png))).toBe('corrupt');
    }
  });
});

describe('judgeMedia', () => {
  it('refuses what is too long, too short, too large or empty', async () => {
    expect(await judge(await makeMedia('chrome-audio.webm', 70))).toBe('too-long');
    expect(await judge(await makeMedia('chrome-audio.webm', 0.5))).toBe('too-short');
    expect(await judge(new Uint8Array(0))).toBe('corrupt');
    expect(judgeMedia('take', 101 * 1024 * 1024, null)).toBe('too-large');
  });

  it('refuses a film or a sound that hardly any browser plays, whatever holds it', async () => {
    const bytes = await makeMedia('android.mp4', 2);
    const recoded = (from: string, to: string) =>
      Uint8Array.from(Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll(from, to), 'latin1'));
    // MPEG-4 part 2 as old cameras write it, and Dolby's sound, by their names in the table of samples.
    expect(await judge(recoded('avc1', 'mp4v'))).toBe('unplayable');
    expect(await judge(recoded('mp4a', 'ac-3'))).toBe('unplayable');
    expect(await judge(recoded('avc1', 'avc1'))).toBeNull();
  });

  it('knows silence by the samples where somebody decoded them', async () => {
    const bytes = await makeMedia('song.wav', 2);
    expect(judgeMedia('take', bytes.length, await inspect(bytes), 0)).toBe('silent');
    expect(judgeMedia('take', bytes.length, await inspect(bytes), 0.2)).toBeNull();
  });

  it('takes a file that was cut off for one, in containers that say how long they are', async () => {
    for (const name of ['android.mp4', 'iphone.mov', 'song.wav'] as const) {
      const bytes = await makeMedia(name, 10);
      expect(['corrupt', 'too-short']).toContain(await judge(bytes.subarray(0, bytes.length * 0.4)));
    }
  });

  it('says of a photo in the container of films that it is no film, not that it is damaged', async () => {
    const photo = new TextEncoder().encode('\0\0\0\u0018ftypheic\0\0\0\0mif1heic and what else is in it');
    expect(await judge(photo)).toBe('wrong-type');
  });

  it('takes no rubbish, whatever it begins like', async () => {
    const heads = await Promise.all(MEDIA_NAMES.map(async name => (await makeMedia(name, 1)).subarray(0, 64)));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...heads), fc.nat(64), fc.uint8Array({ maxLength: 4_000 }), async (head, kept, rest) => {
        expect(await judge(Uint8Array.from([...head.subarray(0, kept), ...rest]))).not.toBeNull();
      }),
      { seed: 4, numRuns: 150 },
    );
  });

  it('comes to an end with recordings that were tampered with anywhere', async () => {
    const recordings = ['chrome.webm', 'chrome-audio.webm', 'muted.webm'] as const;
    const files = await Promise.all(recordings.map(name => makeMedia(name, 1)));
    const change = fc.tuple(fc.nat(), fc.nat(255), fc.boolean());
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), fc.array(change, { minLength: 1, maxLength: 8 }), async (file, changes) => {
        const bytes = Uint8Array.from(file);
        for (const [at, value, early] of changes) bytes[at % Math.min(bytes.length, early ? 600 : bytes.length)] = value;
        await expect(judge(bytes)).resolves.toBeDefined();
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
