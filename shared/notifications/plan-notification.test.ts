import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unixMs } from '../kernel/units.ts';
import { MOST_A_DAY, type Plan, planNotification, SPACING_MS } from './plan-notification.ts';
import { quietUntil } from './quiet-until.ts';
import { NOTICE_KINDS, type QuietHours, type Recipient, type WaitingNotice } from './schema.ts';
import { wordsOf } from './words-of.ts';

const NOW = unixMs(Date.UTC(2026, 10, 14, 21, 30));
const LOUD: QuietHours = { timeZone: null, on: true, from: 1320, until: 480 };
const notice = (change: Partial<WaitingNotice> = {}): WaitingNotice => ({
  id: 'a',
  kind: 'crossed',
  subjectId: 'p1',
  title: 'Night bus home',
  ticker: 'NIGHTBUS',
  holders: null,
  createdAt: NOW,
  pushId: null,
  ...change,
});
const nia = (change: Partial<Recipient> = {}): Recipient => ({
  userId: 'nia',
  tokens: [{ fid: 1, appFid: 9152, url: 'https://client.example', token: 't' }],
  waiting: [notice()],
  quiet: LOUD,
  sentAt: [],
  ...change,
});
const idsOf = (plan: Plan) => (plan !== 'nothing' && 'notices' in plan ? plan.notices.map(each => each.id) : plan);

describe('quietUntil', () => {
  it.each([
    ['in the evening before them', 21, 59, null],
    ['at their first minute', 22, 0, 600],
    ['after midnight', 3, 30, 270],
    ['at their end', 8, 0, null],
  ])('%s', (_, hour, minute, leftMinutes) => {
    const now = unixMs(Date.UTC(2026, 10, 14, hour - 1, minute, 40));
    const until = quietUntil({ timeZone: 'Europe/Stockholm', on: true, from: 1320, until: 480 }, now);
    expect(until).toBe(leftMinutes === null ? null : Math.floor(now / 60_000) * 60_000 + leftMinutes * 60_000);
  });

  it('knows no quiet without a time zone, with an unknown one, when off, or of no length', () => {
    const night = unixMs(Date.UTC(2026, 10, 14, 2));
    for (const change of [{ timeZone: null }, { timeZone: 'Mars/Olympus' }, { on: false }, { from: 480 }]) {
      expect(quietUntil({ timeZone: 'UTC', on: true, from: 1320, until: 480, ...change }, night)).toBeNull();
    }
  });

  it('ends outside of them, whatever the hours', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(minute, minute, fc.integer({ min: 0, max: 86_399_999 }), (from, until, at) => {
        const hours = { timeZone: 'UTC', on: true, from, until };
        const end = quietUntil(hours, unixMs(NOW + at));
        if (end === null) return;
        expect(end).toBeGreaterThan(NOW + at);
        expect(end).toBeLessThanOrEqual(NOW + at + 86_400_000);
        expect(quietUntil(hours, end)).toBeNull();
      }),
      { seed: 3 },
    );
  });
});

describe('planNotification', () => {
  it('puts notices of one kind together, what asks for an answer first', () => {
    const waiting = [
      notice({ id: 'c', kind: 'open' }),
      notice({ id: 'b', createdAt: unixMs(NOW + 1) }),
      notice({ id: 'a' }),
      notice({ id: 'd', kind: 'announced' }),
    ];
    expect(planNotification(nia({ waiting }), NOW)).toMatchObject({ pushId: 'a', isNew: true });
    expect(idsOf(planNotification(nia({ waiting }), NOW))).toEqual(['a', 'b']);
  });

  it('sends again exactly what an attempt before may have sent', () => {
    const waiting = [notice({ id: 'a' }), notice({ id: 'b', pushId: 'b' })];
    expect(planNotification(nia({ waiting }), NOW)).toMatchObject({ notices: [{ id: 'b' }], pushId: 'b', isNew: false });
  });

  it('has nothing to do for somebody without a client, or without news', () => {
    expect(planNotification(nia({ tokens: [] }), NOW)).toBe('nothing');
    expect(planNotification(nia({ waiting: [] }), NOW)).toBe('nothing');
  });

  it('leaves 30 s between two, and no more than its share a day', () => {
    expect(planNotification(nia({ sentAt: [unixMs(NOW - 10_000)] }), NOW)).toEqual({ waitUntil: NOW - 10_000 + SPACING_MS });
    const sentAt = Array.from({ length: MOST_A_DAY }, (_, i) => unixMs(NOW - (i + 1) * 3_600_000));
    expect(planNotification(nia({ sentAt }), NOW)).toEqual({ waitUntil: NOW - MOST_A_DAY * 3_600_000 + 86_400_000 });
    expect(idsOf(planNotification(nia({ sentAt: sentAt.slice(1) }), NOW))).toEqual(['a']);
  });

  it('waits for the morning', () => {
    const quiet = { timeZone: 'UTC', on: true, from: 1260, until: 480 };
    expect(planNotification(nia({ quiet }), NOW)).toEqual({ waitUntil: Date.UTC(2026, 10, 15, 8) });
  });
});

describe('wordsOf', () => {
  it('says what happened, within what hosts show', () => {
    expect(wordsOf([notice()], 'a', 'https://app.example')).toEqual({
      id: 'crossed:a',
      title: 'Your take crossed the line',
      body: 'Night bus home can become a coin. You have 24 h to decide. Silence means no coin.',
      targetUrl: 'https://app.example/stage',
    });
    expect(wordsOf([notice({ kind: 'holders', holders: 1_000 })], 'a', 'https://app.example')).toMatchObject({
      body: 'Night bus home ($NIGHTBUS) has 1,000 holders.',
      targetUrl: 'https://app.example/p/p1',
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...NOTICE_KINDS),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
        fc.integer({ min: 1, max: 40 }),
        (kind, title, n) => {
          const [first, ...others] = Array.from({ length: n }, (_, i) => notice({ id: String(i), kind, title }));
          if (!first) return;
          const said = wordsOf([first, ...others], 'x'.repeat(36), 'https://app.example');
          expect([said.id.length <= 128, said.title.length <= 32, said.body.length <= 128]).toEqual([true, true, true]);
          expect(said.body.isWellFormed()).toBe(title.isWellFormed());
        },
      ),
      { seed: 5 },
    );
  });
});
