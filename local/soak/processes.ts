import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Memory of the world's processes by what they are, in MB. */
export type Memory = Record<string, number>;

type Process = { pid: number; parent: number; rss: number; command: string };

function list(): Process[] {
  const text = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss=,args='], { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 });
  return text.split('\n').flatMap(line => {
    const [, pid, parent, rss, command = ''] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid ? [{ pid: Number(pid), parent: Number(parent), rss: Number(rss), command }] : [];
  });
}

/**
 * Linux knows what each process holds of shared memory (its share of it); elsewhere the resident size has to do, which counts
 * Postgres's buffers once a backend.
 */
function kilobytesOf({ pid, rss }: Process): number {
  try {
    const [, pss] = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
    return pss === undefined ? rss : Number(pss);
  } catch {
    return rss;
  }
}

function nameOf({ command }: Process): string {
  const fn = /deno.*worker.*?([a-z-]+)(?:\/index\.ts|\s*$)/.exec(command)?.[1];
  if (/postgres/.test(command)) return 'postgres';
  if (/anvil/.test(command)) return 'anvil';
  if (/deno/.test(command)) return fn ? `function ${fn}` : 'functions';
  return 'main';
}

/** Of a process, all its descendants, and those that name the world's data folder in their command line. */
export function memoryOf(root: number, dataDir: string): Memory {
  const all = list();
  const family = new Set([root]);
  for (let before = 0; before !== family.size; ) {
    before = family.size;
    for (const { pid, parent, command } of all) if (family.has(parent) || command.includes(dataDir)) family.add(pid);
  }
  const memory: Memory = {};
  for (const one of all) {
    if (!family.has(one.pid)) continue;
    const name = nameOf(one);
    memory[name] = (memory[name] ?? 0) + kilobytesOf(one) / 1024;
  }
  return memory;
}
