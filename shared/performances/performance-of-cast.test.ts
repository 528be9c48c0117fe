import { describe, expect, it } from 'vitest';
import { unixMs } from '../kernel/units.ts';
import { idOfCast, performanceIdOf, performanceOfCast } from './performance-of-cast.ts';
import type { Cast, CastEmbed } from './schema.ts';

const APP = 'https://gigavibe.example';
const ID = '0f6f0d5e-7c1a-4f6e-9a53-2f1f8d1d9a11';
const embed = (url: string, contentType: string | null = null, durationMs: number | null = null): CastEmbed => ({
  url,
  contentType,
  durationMs,
});
const cast = (text: string, embeds: CastEmbed[]): Cast => ({
  hash: `0x${'ab'.repeat(20)}`,
  author: { fid: 3, displayName: 'Nia', username: 'nia', avatarUrl: null, bio: null, walletAddress: null },
  text,
  at: unixMs(1),
  embeds,
  parentHash: null,
  channel: null,
});

describe('performanceIdOf', () => {
  it('knows our pages alone', () => {
    expect(performanceIdOf(`${APP}/p/${ID}`, APP)).toBe(ID);
    expect(performanceIdOf(`${APP}/p/${ID.toUpperCase()}/?ref=cast#top`, `${APP}/`)).toBe(ID);
    for (const url of [
      `https://evil.example/p/${ID}`,
      `${APP}.evil.example/p/${ID}`,
      `${APP}/p/12`,
      `${APP}/u/${ID}`,
      `${APP}/p/${ID}/more`,
      `${APP}/p/0f6f0d5e-7c1a-0f6e-9a53-2f1f8d1d9a11`,
      `${APP}/p/0f6f0d5e-7c1a-4f6e-1a53-2f1f8d1d9a11`,
      'no url',
    ]) {
      expect(performanceIdOf(url, APP)).toBeNull();
    }
  });
});

describe('performanceOfCast', () => {
  it('takes the id that follows from a cast for that cast alone', () => {
    const theirs = idOfCast(`0x${'cd'.repeat(20)}`);
    expect(performanceIdOf(`${APP}/p/${theirs}`, APP)).toBe(theirs);
    expect(performanceOfCast(cast('Mine now', [embed(`${APP}/p/${theirs}`)]), APP)).toBeNull();
    expect(performanceOfCast(cast('Mine', [embed(`${APP}/p/${theirs}`), embed(`${APP}/p/${ID}`)]), APP)?.id).toBe(ID);
    const own = idOfCast(cast('', []).hash);
    expect(performanceOfCast(cast('Adopted', [embed(`${APP}/p/${own}`)]), APP)?.id).toBe(own);
  });

  it('takes title, kind and media from a cast', () => {
    const song = [
      embed(`${APP}/p/${ID}`),
      embed('https://ipfs.example/a', 'audio/wav', 30_000),
      embed('https://ipfs.example/b', 'image/svg+xml'),
    ];
    expect(performanceOfCast(cast('Night bus home — song', song), APP)).toMatchObject({
      id: ID,
      title: 'Night bus home',
      posterLines: ['Night', 'bus home'],
      kind: 'song',
      audioUrl: 'https://ipfs.example/a',
      videoUrl: null,
      posterUrl: 'https://ipfs.example/b',
      durationMs: 30_000,
    });
  });

  it('takes a video without a word for a dance, a playlist for a video', () => {
    const dance = performanceOfCast(
      cast(`${APP}/p/${ID}`, [embed(`${APP}/p/${ID}`), embed('https://v.example/a.m3u8', 'application/x-mpegurl', 9_000)]),
      APP,
    );
    expect(dance).toMatchObject({
      kind: 'dance',
      title: 'Untitled by Nia',
      posterLines: ['Untitled'],
      videoUrl: 'https://v.example/a.m3u8',
      audioUrl: null,
    });
  });

  it('leaves other casts alone', () => {
    expect(performanceOfCast(cast('Night bus home — song', [embed('https://other.example')]), APP)).toBeNull();
  });
});
