import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
/** As it is called; those whose output is read by a program, with --silent. */
const called = (name: string) => (name === 'test' || name === 'start' ? `npm ${name}` : `npm run (--silent )?${name}`);
/** Those that run a file of ours; the worker takes no options, only an environment. */
const own = Object.entries(scripts).flatMap(([name, command]) => {
  const file = /^node (?:--expose-gc )?((?:local|e2e)\S+\.ts)$/.exec(command)?.[1];
  return file === undefined ? [] : [[name, file] as const];
});

it.each(own)('%s says with --help how it is called', (name, file) => {
  const source = readFileSync(file, 'utf8');
  expect(source).toContain('readOptions(');
  expect(source).toMatch(new RegExp(`['"\`]${called(name)}(?![\\w:-])`));
});

it('a README explains each command', () => {
  const readmes = globSync(['README.md', '{web,supabase,shared,contracts,local,e2e}/**/README.md'])
    .map(file => readFileSync(file, 'utf8'))
    .join('\n');
  const unexplained = Object.keys(scripts).filter(name => !new RegExp(`${called(name)}(?![\\w:-])`).test(readmes));
  expect(unexplained).toEqual([]);
});
