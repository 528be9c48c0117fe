import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SETTINGS, type WorkerSettings } from './worker-settings.ts';

const WORDS = ['claims', 'dies', 'drops', 'misses'] as const;
/**
 * What a worker told: it claimed a launch, died while it had it, could not go on with it, or asked for one and the answer was
 * lost; `back` is Postgres after a crash. Times are in ms.
 */
export type Told = { what: (typeof WORDS)[number] | 'back'; at: number; launch: string; pid: number };

export type Worker = {
  /** Resolves with the signal that ended it, null when it ended by itself. */
  ended: Promise<NodeJS.Signals | null>;
  /** What it wrote about a fault of its own. */
  complaints: () => string;
  /** With -9 at the next call that it makes, so that it is known what it had in hand. */
  hurry: () => void;
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
    const [word, at, launch = ''] = line.split(' ');
    const what = WORDS.find(known => known === word);
    if (what) hear({ what, at: Number(at), launch, pid: child.pid ?? 0 });
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
  return { ended, complaints: () => complaints, hurry: () => child.kill('SIGUSR2'), end: () => child.kill('SIGKILL') };
}
