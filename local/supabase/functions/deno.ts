import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository: where deno.json and node_modules are. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** What each worker runs, with its function as an argument. */
export const HOST = fileURLToPath(new URL('./host.ts', import.meta.url));

/** What a function may read beside its own folder: what a deployment would carry. Keys and data of this world are not in it. */
const READABLE = ['node_modules', 'shared', 'supabase', 'package.json', 'deno.json'].map(name => join(ROOT, name)).concat(HOST);

/** The packages of Deno's binary for this machine, in order of preference. */
const PACKAGES = [
  `${process.platform}-${process.arch}`,
  `${process.platform}-${process.arch}-glibc`,
  `${process.platform}-${process.arch}-musl`,
];

/**
 * Path of the Deno binary that npm installed.
 * @throws Error when there is none for this platform
 */
export function denoBinary(): string {
  const require = createRequire(import.meta.url);
  for (const name of PACKAGES) {
    try {
      const folder = dirname(require.resolve(`@deno/${name}/package.json`));
      const binary = join(folder, process.platform === 'win32' ? 'deno.exe' : 'deno');
      if (existsSync(binary)) return binary;
    } catch {
      // Not this one: npm installs the package of one platform only.
    }
  }
  throw new Error(`No Deno for this machine (${process.platform}-${process.arch}): run npm ci on a supported platform.`);
}

/**
 * Arguments that run one function as the host does: network and environment, reading of what is deployed, nothing else.
 * @param heapMb limit of V8's old generation, in MiB
 * @param mark any text that identifies the world in the process list
 */
export function denoArgs(functionUrl: string, heapMb: number, mark: string): string[] {
  return [
    'run',
    '--quiet',
    '--cached-only',
    '--no-prompt',
    '--config',
    join(ROOT, 'deno.json'),
    '--allow-net',
    '--allow-env',
    '--allow-sys',
    `--allow-read=${[...READABLE, dirname(dirname(fileURLToPath(functionUrl)))].join(',')}`,
    `--v8-flags=--max-old-space-size=${heapMb}`,
    HOST,
    functionUrl,
    mark,
  ];
}
