import { describe, expect, it } from 'vitest';
import { catalogueNumber } from './catalogue.ts';
import { clockLabel, countdown, dayLabel, durationLabel, isStale, timeLabel, utcClockLabel, utcLabel } from './time.ts';

const now = Date.UTC(2026, 10, 14, 21, 58, 0);
const options = { locale: 'en-GB', timeZone: 'UTC' };
const hoursAgo = (hours: number, minutes = 0, seconds = 0) => now - ((hours * 60 + minutes) * 60 + seconds) * 1000;

describe('timeLabel', () => {
  it.each([
    [hoursAgo(0, 0, 2), 'now'],
    [now + 60_000, 'now'],
    [hoursAgo(0, 0, 8), '8 s'],
    [hoursAgo(0, 4), '4 min'],
    [hoursAgo(3), '3 h'],
    [hoursAgo(21), '21 h'],
    [hoursAgo(23), 'Yesterday'],
    [hoursAgo(4 * 24), 'Tue'],
    [hoursAgo(40 * 24), '5 Oct'],
    [hoursAgo(365 * 24), '14 Nov 2025'],
  ])('%d is %s', (at, text) => expect(timeLabel(at, now, options)).toBe(text));

  it('adds "ago" only to a counted length of time', () => {
    expect(timeLabel(hoursAgo(0, 4), now, { ...options, ago: true })).toBe('4 min ago');
    expect(timeLabel(hoursAgo(23), now, { ...options, ago: true })).toBe('Yesterday');
  });

  it('calls the evening before by its hours while it is still night', () => {
    const night = Date.UTC(2026, 10, 14, 1, 0, 0);
    expect(timeLabel(night - 3 * 3_600_000, night, options)).toBe('3 h');
  });
});

describe('clocks', () => {
  it('writes days, hours and moments on record', () => {
    expect(dayLabel(hoursAgo(2), now, options)).toBe('14 Nov');
    expect(clockLabel(now, options)).toBe('21:58');
    expect(utcLabel(Date.UTC(2026, 10, 14, 21, 42, 7), 'en-GB')).toBe('14 Nov 2026, 21:42:07 UTC');
    expect(utcClockLabel(Date.UTC(2026, 10, 14, 21, 42, 7))).toBe('21:42 UTC');
  });

  it('counts down by whole seconds and never below nothing', () => {
    expect(countdown(85_268_000)).toBe('23:41:08');
    expect(countdown(246_001)).toBe('4:07');
    expect(countdown(-5)).toBe('0:00');
    expect(durationLabel(47_900)).toBe('0:47');
  });

  it('is stale after 30 s', () => {
    expect(isStale(now - 30_000, now)).toBe(false);
    expect(isStale(now - 30_001, now)).toBe(true);
    expect(isStale(null, now)).toBe(true);
  });

  it('pads catalogue numbers', () => {
    expect(catalogueNumber(412)).toBe('No. 0412');
    expect(catalogueNumber(12_345n)).toBe('No. 12345');
  });
});
