import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { denoArgs, denoBinary } from './deno.ts';
import { type HostAnswer, type Limits, OUT_OF_RESOURCES } from './limits.ts';
import type { FunctionLog } from './log.ts';
import { type Meter, makeMeter } from './meter.ts';
import type { PidFile } from './pids.ts';
import { readCpuMs } from './usage.ts';

/** One Deno process that runs one function. */
export type Worker = {
  pid: number;
  port: number;
  meter: Meter;
  bornAt: number;
  /** Why the host ended it; null while it runs, or when it ended by itself. */
  verdict: HostAnswer | null;
  /** CPU total, in ms, when its event loop last turned: what was used since is one uninterrupted stretch of code. */
  cpuAtTurn: number;
  /** CPU total in ms, now; null once it is gone. */
  readCpu: () => number | null;
  /** Asks whether the event loop turns; the answer moves `cpuAtTurn`. */
  ask: () => void;
  kill: (verdict: HostAnswer | null) => void;
  /** Resolves when the process is gone. */
  gone: Promise<void>;
};

export type WorkerOptions = {
  name: string;
  url: string;
  env: Record<string, string>;
  dataDir: string;
  limits: Limits;
  log: FunctionLog;
  pids: PidFile;
  onCall: (cpuMs: number) => void;
};

/** Starts a function; resolves when it listens. @throws Error when it ends before. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { name, url, dataDir, limits, log, pids } = options;
  const child = spawn(denoBinary(), denoArgs(url, limits.memoryMb, dataDir), {
    env: { ...options.env, DENO_DIR: join(dataDir, 'deno'), DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  child.stdin.on('error', () => {});
  const gone = new Promise<void>(resolve => child.once('close', () => resolve()));
  const pid = child.pid;
  if (pid === undefined) throw new Error(`Deno could not be started for ${name}`);
  pids.add(pid);
  gone.then(() => pids.remove(pid));

  const worker: Worker = {
    pid,
    port: 0,
    meter: makeMeter(options.onCall),
    bornAt: performance.now(),
    verdict: null,
    cpuAtTurn: 0,
    readCpu: () => readCpuMs(pid),
    ask: () => child.stdin.write('?'),
    kill: verdict => {
      worker.verdict ??= verdict;
      child.kill('SIGKILL');
    },
    gone,
  };
  // V8 ends the process by a signal when its heap is full; nothing else of a function's doing does.
  child.once('exit', (_, signal) => {
    if (signal !== null && signal !== 'SIGKILL') worker.verdict ??= OUT_OF_RESOURCES;
  });
  createInterface({ input: child.stderr }).on('line', line => log.error(name, line));
  worker.port = await listeningPort(child, {
    turn: () => {
      worker.cpuAtTurn = readCpuMs(pid) ?? worker.cpuAtTurn;
    },
    log: line => log.write(name, line),
  });
  worker.cpuAtTurn = readCpuMs(pid) ?? 0;
  return worker;
}

/** Reads the child's output: its log lines, its answers, and first of all its port. */
function listeningPort(child: ChildProcess, on: { turn: () => void; log: (line: string) => void }): Promise<number> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('no output'));
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`ended with code ${code} before it served`)));
    createInterface({ input: child.stdout }).on('line', line => {
      if (line.startsWith('\u0001ready ')) resolve(Number(line.slice('\u0001ready '.length)));
      else if (line === '\u0001turn') on.turn();
      else on.log(line);
    });
  });
}
