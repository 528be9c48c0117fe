import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { buildWeb } from '../local/web/build.ts';

/** Bytes of gzip that a phone waits for before the app can run: its entry and what that imports. The Farcaster SDK comes after it. */
const ALLOWED = 150_000;
const cache = mkdtempSync(join(tmpdir(), 'gigavibe-first-load-'));
afterAll(() => rmSync(cache, { recursive: true }));

test('the first load is within 150 kB', async () => {
  const folder = await buildWeb(cache, {});
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const scripts = [...new Set([...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file = '']) => file))];
  const sizes = scripts.map(file => [file, gzipSync(readFileSync(join(folder, file))).length] as const);
  const whole = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  // Less than half would not be the app.
  expect(whole, JSON.stringify(sizes)).toBeGreaterThan(ALLOWED / 2);
  expect(whole, JSON.stringify(sizes)).toBeLessThanOrEqual(ALLOWED);
});

test('no part of the app holds the large form of zod: of what both forms share, the first file would hold what only the large one needs', async () => {
  const folder = await buildWeb(cache, {});
  const maps = globSync('**/*.js.map', { cwd: folder }).map(file => readFileSync(join(folder, file), 'utf8'));
  expect(maps.some(map => map.includes('/zod/v4/mini/'))).toBe(true);
  expect(maps.filter(map => map.includes('/zod/v4/classic/'))).toEqual([]);
});
