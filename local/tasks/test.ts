import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOptions } from '../cli/read-options.ts';
import { runChecks } from './check.ts';
import { run } from './run.ts';

type Report = { numPassedTests: number; numFailedTests: number; numPendingTests: number; success: boolean };

readOptions(
  `npm test
  All tests: static checks, then unit, component, integration, database and browser tests. The last line counts them together.
  A part alone: npx vitest run --project unit|dom|int|e2e [FILE]`,
  {},
);
const folder = await mkdtemp(join(tmpdir(), 'gigavibe-test-'));
const file = join(folder, 'report.json');
const checks = await runChecks();
const { code } = await run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], {
  live: true,
  env: { NO_COLOR: '1' },
});
const tests: Report | null = await readFile(file, 'utf8').then(JSON.parse, () => null);
await rm(folder, { recursive: true, force: true });

const passed = checks.passed + (tests?.numPassedTests ?? 0);
// A run that broke outside of any test (a file that did not load, a set-up that failed) is a failure too; so is a skipped test.
const broken = (tests?.numFailedTests ?? 0) + (tests?.numPendingTests ?? 0);
const failed = checks.failed + (code !== 0 && broken === 0 ? 1 : broken);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
