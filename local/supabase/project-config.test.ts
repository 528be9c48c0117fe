import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readProjectConfig } from './project-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'gigavibe-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('Functions are open only when their own section says so; REST has its schemas and its limit', () => {
  const file = join(folder, 'config.toml');
  writeFileSync(
    file,
    `project_id = "x"
[api]
schemas = ["public", "other"]
max_rows = 100
[functions.hooks]
verify_jwt = false # signed by Neynar
[functions."sync-coins"]
import_map = "./x"
verify_jwt=false
[functions.guarded]
verify_jwt = true
[functions.silent]
[functions.api]
max_rows = 7
[auth]
verify_jwt = false
`,
  );
  expect(readProjectConfig(file)).toEqual({
    schemas: ['public', 'other'],
    maxRows: 100,
    openFunctions: new Set(['hooks', 'sync-coins']),
  });
});

test('Without a file every function wants a token', () => {
  expect(readProjectConfig(join(folder, 'missing.toml'))).toEqual({
    schemas: ['public'],
    maxRows: 1000,
    openFunctions: new Set(),
  });
});
