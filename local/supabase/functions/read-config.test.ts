import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openFunctions } from './read-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'gigavibe-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('Functions are open only when their own section says so', () => {
  const file = join(folder, 'config.toml');
  writeFileSync(
    file,
    `project_id = "x"
[functions.hooks]
verify_jwt = false # signed by Neynar
[functions."sync-coins"]
import_map = "./x"
verify_jwt=false
[functions.guarded]
verify_jwt = true
[functions.silent]
[auth]
verify_jwt = false
`,
  );
  expect([...openFunctions(file)]).toEqual(['hooks', 'sync-coins']);
  expect(openFunctions(join(folder, 'missing.toml')).size).toBe(0);
});
