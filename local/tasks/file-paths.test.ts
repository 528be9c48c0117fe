import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

it('takes no path of a file from a URL as it is: a folder with a space or an accent in its name has another there', () => {
  const files = globSync(['{shared,supabase,local,web,e2e,contracts}/**/*.{ts,tsx}', '*.ts'], { cwd: ROOT });
  expect(files.length).toBeGreaterThan(1_000);
  expect(files.filter(file => /import\.meta\.url\)\s*\.pathname/.test(readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
});
