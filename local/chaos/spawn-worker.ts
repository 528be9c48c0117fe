import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SETTINGS, type WorkerSettings } from './worker-settings.ts';

/** What a worker told: it claimed a launch, or died while it had it. Times are in ms. */
export type Told = { what: 'claims' | 'dies'; at: number; launch: string; pid: number };

export type Worker = {
  /** Resolves with the signal that ended it, null when it ended by itself. */
  ended: Promise<NodeJS.Signals | null>;
  /** What it wrote about a fault of its own. */
  complaints: () => string;
  end: () => void;
};

/** Starts a worker as a process of its own. `hear` gets what it tells. */
export function spawnWorker(settings: WorkerSettings, hear: (told: Told) => void): Worker {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'launch-worker.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'gigavibe-chaos-cache'), [SETTINGS]: JSON.stringify(settings) },
  });
  const endToo = () => child.kill('SIGKILL');
  process.once('exit', endToo);
  let complaints = '';
  child.stderr.on('data', chunk => {
    complaints += chunk;
  });
  createInterface(child.stdout).on('line', line => {
    const [what, at, launch = ''] = line.split(' ');
    if (what === 'claims' || what === 'dies') hear({ what, at: Number(at), launch, pid: child.pid ?? 0 });
  });
  const ended = new Promise<NodeJS.Signals | null>(done => {
    // The machine starts no more processes: to be told, not to end everything.
    child.once('error', error => {
      complaints += String(error);
      done(null);
    });
    child.once('close', (_, signal) => {
      process.off('exit', endToo);
      done(signal);
    });
  });
  return { ended, complaints: () => complaints, end: () => child.kill('SIGKILL') };
}
