import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
