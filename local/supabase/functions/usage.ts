import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

export type Usage = {
  /** CPU time in ms. On Linux that of the process's main thread, where the function's code runs; elsewhere that of all its threads. */
  cpuMs: number;
  /** Private memory in MiB (resident without file mappings); elsewhere than on Linux the resident memory. */
  memoryMb: number;
};

const PAGES_PER_MB = 256;
const MS_PER_TICK = 10;

/**
 * How often usage may be read, in ms. /proc costs some microseconds; `ps` is a process of its own.
 */
export const USAGE_INTERVAL_MS = existsSync('/proc/self/statm') ? 50 : 250;

/** Reads what a process has used so far; null once it is gone. */
export const readUsage: (pid: number) => Usage | null = existsSync('/proc/self/statm') ? fromProc : fromPs;

/** CPU time alone in ms, the cheap half of `readUsage`; null once the process is gone. */
export const readCpuMs: (pid: number) => number | null = existsSync('/proc/self/statm')
  ? cpuFromProc
  : pid => fromPs(pid)?.cpuMs ?? null;

const hasSchedstat = existsSync('/proc/self/schedstat');

/** Nanoseconds on a CPU from schedstat; kernels without it give clock ticks of 10 ms. */
function cpuFromProc(pid: number): number | null {
  try {
    if (hasSchedstat) return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'latin1').split(' ')[0]) / 1e6;
    const fields = readFileSync(`/proc/${pid}/task/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
  } catch {
    return null;
  }
}

function fromProc(pid: number): Usage | null {
  const cpuMs = cpuFromProc(pid);
  if (cpuMs === null) return null;
  try {
    const [, resident, shared] = readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ').map(Number);
    return { cpuMs, memoryMb: ((resident ?? 0) - (shared ?? 0)) / PAGES_PER_MB };
  } catch {
    return null;
  }
}

function fromPs(pid: number): Usage | null {
  const line = spawnSync('ps', ['-o', 'time=,rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim();
  const [time, rss] = line?.split(/\s+/) ?? [];
  if (time === undefined || rss === undefined) return null;
  const seconds = time.split(/[:-]/).reduce((sum, part) => sum * 60 + Number(part), 0);
  return { cpuMs: seconds * 1000, memoryMb: Number(rss) / 1024 };
}
