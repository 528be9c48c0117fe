import { describe, expect, it } from 'vitest';
import type { ReceivedEvent } from '../../../../shared/engagement/ports.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import { isNews, type Said } from './engagement-people.ts';

const SEEN = Date.UTC(2026, 0, 1);
const by = { username: 'nia', displayName: 'Nia', avatarUrl: null };
const said: Said = { ...by, score: 0.9, seenAt: SEEN };
const event = (later: number, change: Partial<ReceivedEvent> = {}): ReceivedEvent => ({
  action: 'created',
  signal: 'like',
  fid: 5,
  castHash: `0x${'ca'.repeat(20)}`,
  at: unixMs(SEEN + later),
  score: 0.9,
  by,
  ...change,
});

describe('what an event says of its person', () => {
  it.each<[string, ReceivedEvent, boolean]>([
    ['the same again', event(1), false],
    ['the same an hour later', event(3_600_000), false],
    ['the same more than an hour later', event(3_600_001), true],
    ['another name', event(1, { by: { ...by, username: 'nia.eth' } }), true],
    ['another name that was said before', event(0, { by: { ...by, username: 'nia.eth' } }), false],
    ['another picture', event(1, { by: { ...by, avatarUrl: 'https://pictures.example/nia' } }), true],
    ['another score', event(1, { score: 0.8 }), true],
    ['no score', event(1, { score: null }), false],
  ])('is kept when it is new: %s', (_, given, expected) => {
    expect(isNews(given, said)).toBe(expected);
  });

  it('is kept of who was never heard of', () => {
    expect(isNews(event(0), null)).toBe(true);
  });

  it('is no news for having more digits than are kept', () => {
    expect(isNews(event(1, { score: 0.123456789 }), { ...said, score: Math.fround(0.123456789) })).toBe(false);
  });
});
