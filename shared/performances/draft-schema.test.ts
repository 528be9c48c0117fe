import { expect, it } from 'vitest';
import { changeSchema } from './draft-schema.ts';

it('counts the letters of a title as people and the database do', () => {
  const titled = (title: string) => changeSchema.safeParse({ title }).success;
  expect(titled('🎤'.repeat(80))).toBe(true);
  expect(titled('🎤'.repeat(81))).toBe(false);
  expect(titled('x'.repeat(81))).toBe(false);
  expect(titled(' \n ')).toBe(false);
});
