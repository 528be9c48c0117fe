import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { generateTypes, TYPES_FILE } from './generate-types.ts';

it('the types in the repository are those of the migrations', async () => {
  expect(await readFile(TYPES_FILE, 'utf8')).toBe(await generateTypes());
});
