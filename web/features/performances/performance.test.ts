import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { posterHeight } from '../../ui/wood-type/poster-height.ts';
import { performanceRow, soundOf } from './performance.ts';

const row = {
  id: '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c01',
  number: 412,
  title: 'Night bus home',
  poster_lines: ['Night bus', 'home'],
  kind: 'song',
  ink: 'amber',
  audio_url: 'https://example.com/412.wav',
  video_url: null,
  poster_url: null,
  duration_ms: 47_000,
  farcaster_cast_id: `0x${'ab'.repeat(20)}`,
  cast_at: '2026-11-14T21:42:07.123456+00:00',
  created_at: '2026-11-14T21:43:00+00:00',
  users: {
    id: '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c90',
    farcaster_fid: 3621,
    display_name: 'Nia',
    username: null,
    avatar_url: null,
  },
  performance_metrics: null,
  performance_coins: null,
};

describe('performanceRow', () => {
  it('reads a take that nobody reacted to yet', () => {
    expect(z.parse(performanceRow, row)).toMatchObject({
      castAt: Date.UTC(2026, 10, 14, 21, 42, 7, 123),
      standing: null,
      ticker: null,
    });
  });

  it('reads counters and the coin', () => {
    const read = z.parse(performanceRow, {
      ...row,
      performance_metrics: {
        likes_count: 4,
        shares_count: 1,
        replies_count: 2,
        viral_score: 11,
        viral_threshold: 150,
        people: 5,
        people_needed: 40,
        target_size: 150,
        predicted_size: 9,
        predicted_low: 6,
        predicted_high: 20,
        last_event_at: null,
        closes_at: null,
        fired_at: null,
        crossed_at: null,
        version: 7,
      },
      performance_coins: { symbol: 'NIGHTBUS' },
    });
    expect(read.standing).toMatchObject({
      likes: 4,
      recasts: 1,
      replies: 2,
      score: 11,
      threshold: 150,
      people: 5,
      expected: 9,
      version: 7,
    });
    expect(read.ticker).toBe('NIGHTBUS');
  });

  it('takes the time of its making while there is no cast', () => {
    expect(z.parse(performanceRow, { ...row, cast_at: null }).castAt).toBe(Date.UTC(2026, 10, 14, 21, 43));
  });

  it('refuses an ink that is none', () => expect(performanceRow.safeParse({ ...row, ink: 'purple' }).success).toBe(false));
});

describe('soundOf', () => {
  it('is the song, else the film’s own sound', () => {
    expect(soundOf({ audioUrl: 'a', videoUrl: 'v' })).toBe('a');
    expect(soundOf({ audioUrl: null, videoUrl: 'v' })).toBe('v');
  });
});

describe('posterHeight', () => {
  it('grows with the lines', () => {
    const heights = [['a'], ['a', 'b'], ['a', 'b', 'c']].map(lines => posterHeight(lines));
    expect([...heights].sort((a, b) => a - b)).toEqual(heights);
  });
});
