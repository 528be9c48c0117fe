import { describe, expect, it } from 'vitest';
import { titleOfCast } from '../../../../shared/performances/title-of-cast.ts';
import { castTextOf, missingOf, type PostWords } from './post-words.ts';

const words: PostWords = {
  title: ' Night bus home ',
  caption: 'One take.',
  kind: 'song',
  ink: 'teal',
  language: '',
  attested: [true, true],
};

describe('castTextOf', () => {
  it('says title and kind as casts are read', () => {
    expect(castTextOf(words)).toBe('Night bus home — song\n\nOne take.');
    expect(titleOfCast(castTextOf(words))).toEqual({ title: 'Night bus home', kind: 'song' });
    expect(castTextOf({ ...words, kind: 'dance', caption: ' ' })).toBe('Night bus home — dance');
  });
});

describe('missingOf', () => {
  it('wants a title and every statement', () => {
    expect(missingOf(words)).toBeNull();
    expect(missingOf({ ...words, title: '  ' })).toMatch(/title/);
    expect(missingOf({ ...words, title: 'x'.repeat(81) })).toMatch(/too long/);
    expect(missingOf({ ...words, attested: [true, false] })).toMatch(/rights/);
  });
});
