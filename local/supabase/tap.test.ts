import { expect, test } from 'vitest';
import { parseTap } from './tap.ts';

test('Each test is a result, with what is said after a failure', () => {
  const results = parseTap(['1..2', 'ok 1 - adds up', 'not ok 2 - is \\#1\n# Failed test 2: "is #1"\n#         have: 2']);
  expect(results).toEqual([
    { ok: true, description: 'adds up', diagnostics: '' },
    { ok: false, description: 'is #1', diagnostics: 'Failed test 2: "is #1"\n        have: 2\n' },
  ]);
});

test('A file that runs fewer tests than planned, or has no plan, fails', () => {
  expect(parseTap(['1..2', 'ok 1']).at(-1)).toMatchObject({ ok: false, diagnostics: 'planned 2, ran 1' });
  expect(parseTap(['ok 1']).at(-1)).toMatchObject({ ok: false, description: 'has a plan' });
});
