import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nameLines } from './name-lines.ts';

it('sets a name in one line or in two that come out alike', () => {
  expect(nameLines('Nia Adeyemi')).toEqual(['Nia Adeyemi']);
  expect(nameLines('Jonas van den Ekström')).toEqual(['Jonas van', 'den Ekström']);
  expect(nameLines('Wolfeschlegelsteinhausen')).toEqual(['Wolfeschlegelsteinhausen']);
});

it('breaks a word that would be a hairline in one line', () => {
  expect(nameLines('w'.repeat(64))).toEqual(['w'.repeat(22), 'w'.repeat(22), 'w'.repeat(20)]);
  expect(nameLines(`DJ ${'🎶'.repeat(25)}`)).toEqual([`DJ ${'🎶'.repeat(11)}`, '🎶'.repeat(14)]);
});

it('loses no word of any name', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ minLength: 1, unit: fc.constantFrom('a', 'é', '夜') }), { minLength: 1, maxLength: 8 }),
      words => {
        const lines = nameLines(words.join(' '));
        expect(lines.join(' ')).toBe(words.join(' '));
        expect(lines.length).toBeLessThanOrEqual(2);
      },
    ),
    { seed: 5 },
  );
});
