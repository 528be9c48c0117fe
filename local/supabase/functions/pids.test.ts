import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { HOST } from './deno.ts';
import { openPidFile } from './pids.ts';

it('ends the workers that a killed world left, and no other program of this world that has such a number now', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'pids-test-'));
  const start = (...words: string[]) =>
    spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)', '--', ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const worker = start(HOST, 'file:///functions/api/index.ts', dataDir);
  const database = start('-D', join(dataDir, 'postgres'), '-p', '1');
  try {
    await Promise.all([worker, database].map(({ stdout }) => once(stdout, 'data')));
    writeFileSync(join(dataDir, 'functions.pids'), `${database.pid}\n${worker.pid}`);
    const ended = once(worker, 'exit');
    openPidFile(dataDir);
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(database.kill(0)).toBe(true);
    expect(database.signalCode).toBeNull();
  } finally {
    for (const child of [worker, database]) child.kill('SIGKILL');
    rmSync(dataDir, { recursive: true });
  }
});
