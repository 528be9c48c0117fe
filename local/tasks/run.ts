import { spawn } from 'node:child_process';
import { delimiter, resolve } from 'node:path';

export type Finished = { code: number; output: string };

/** Runs a command with node_modules/.bin first on PATH and keeps what it prints; `live` prints it as it comes, too. */
export function run(
  command: string,
  args: string[],
  options: { cwd?: string; live?: boolean; env?: Record<string, string> } = {},
): Promise<Finished> {
  const bin = resolve(import.meta.dirname, '../../node_modules/.bin');
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? resolve(import.meta.dirname, '../..'),
      env: { ...process.env, ...options.env, PATH: `${bin}${delimiter}${process.env.PATH}` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // A command that outlived us would go on for nobody.
    const endToo = () => child.kill();
    process.once('exit', endToo);
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk;
      if (options.live) process.stdout.write(chunk);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', fail);
    child.on('close', code => {
      process.off('exit', endToo);
      done({ code: code ?? 1, output });
    });
  });
}
