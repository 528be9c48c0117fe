import type { Performance } from '../performance.ts';

/** A take for tests: No. 0412, cast on 14 Nov 2026. */
export function performanceFixture(change: Partial<Performance> = {}): Performance {
  return {
    id: '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c01',
    number: 412,
    title: 'Night bus home',
    posterLines: ['Night bus', 'home'],
    kind: 'song',
    ink: 'amber',
    language: null,
    audioUrl: 'https://example.com/412.wav',
    videoUrl: null,
    posterUrl: 'https://example.com/412.jpg',
    durationMs: 47_000,
    castHash: `0x${'ab'.repeat(20)}`,
    castAt: Date.UTC(2026, 10, 14, 21, 42),
    person: { id: '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c90', fid: 3621, name: 'Nia Adeyemi', username: 'niasings', avatarUrl: null },
    standing: null,
    ticker: null,
    views: null,
    ...change,
  };
}
