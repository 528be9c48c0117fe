import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const PACKAGES: Record<string, string> = {
  'linux-x64': '@deno/linux-x64-glibc',
  'linux-arm64': '@deno/linux-arm64-glibc',
  'darwin-x64': '@deno/darwin-x64',
  'darwin-arm64': '@deno/darwin-arm64',
  'win32-x64': '@deno/win32-x64',
};

/** Path of the Deno binary that npm installed for this machine. The wrapper script of the `deno` package would need its install step. */
export function denoBinary(): string {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  if (!name) throw new Error(`There is no Deno for ${process.platform}-${process.arch} on npm.`);
  const require = createRequire(import.meta.url);
  const fromDeno = createRequire(require.resolve('deno/package.json'));
  return join(dirname(fromDeno.resolve(`${name}/package.json`)), process.platform === 'win32' ? 'deno.exe' : 'deno');
}
