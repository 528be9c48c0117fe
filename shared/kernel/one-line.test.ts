import { expect, it } from 'vitest';
import { oneLine } from './one-line.ts';

it('makes one line of what somebody calls something, and leaves its letters joined', () => {
  expect(oneLine(' Night\u0000\n bus\u2028home\u202e ')).toBe('Night bus home');
  expect(oneLine('\ud800Wave')).toBe('\ufffdWave');
  for (const joined of ['می\u200cخواهم', 'क्\u200dष', '👩\u200d👧']) expect(oneLine(joined)).toBe(joined);
  for (const nothing of ['', ' \t', '\u200b', '\u202e\u0000']) expect(oneLine(nothing)).toBe('');
});
