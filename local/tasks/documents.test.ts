import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const FOLDERS = '{web,supabase,shared,contracts,local,e2e}';
const documents = globSync(['README.md', `${FOLDERS}/**/*.md`]);
const files = globSync([`${FOLDERS}/**/*.{ts,tsx,sql,sol,css}`, '*.ts']);

/** `a/{b,c}.ts` names two files. */
function unfold(name: string): string[] {
  const [, before = '', parts, after = ''] = /^(.*)\{(.+)\}(.*)$/.exec(name) ?? [];
  return parts === undefined ? [name] : parts.split(',').map(part => before + part + after);
}

/** Whether some file ends with this name: READMEs leave out the beginning of a path, and the date of a migration. */
function isThere(name: string): boolean {
  const end = name.replace(/^(\.\.?\/)+/, '').replace(/^…/, '*');
  const pattern = new RegExp(`(^|/)${end.replaceAll(/[.+?^$()[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')}$`);
  return files.some(file => pattern.test(file));
}

it.each(documents)('%s links to what is there', document => {
  const links = [...readFileSync(document, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, to = '']) => to);
  expect(links.filter(to => !existsSync(join(dirname(document), to)))).toEqual([]);
});

it.each(documents)('%s names files that are there', document => {
  const names = [...readFileSync(document, 'utf8').matchAll(/`([^`\s]+\.(?:tsx?|sql|sol|css))`/g)].map(([, name = '']) => name);
  expect(names.flatMap(unfold).filter(name => !isThere(name))).toEqual([]);
});
