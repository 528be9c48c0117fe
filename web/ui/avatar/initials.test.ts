import { describe, expect, it } from 'vitest';
import { initials, inkOf } from './initials.ts';

describe('initials', () => {
  it.each([
    ['Nia Adeyemi', 'NA'],
    ['mei', 'M'],
    ['  Ana de la Cruz ', 'AC'],
    ['🎤 Mic', '🎤M'],
    ['', ''],
  ])('%s → %s', (name, letters) => expect(initials(name)).toBe(letters));
});

describe('inkOf', () => {
  it('gives a person the same ink each time, and people different ones', () => {
    expect(inkOf('mei')).toBe(inkOf('mei'));
    expect(new Set(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(inkOf)).size).toBe(8);
  });
});
