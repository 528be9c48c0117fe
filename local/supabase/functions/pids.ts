import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, signal } from '../process-info.ts';
import { HOST } from './deno.ts';

export type PidFile = { add: (pid: number) => void; remove: (pid: number) => void };

/**
 * Remembers the workers of a world in `<dataDir>/functions.pids`, and ends those that an earlier, killed world left behind.
 * A worker ends by itself when its parent dies, unless its function is in an endless loop.
 */
export function openPidFile(dataDir: string): PidFile {
  const file = join(dataDir, 'functions.pids');
  if (existsSync(file)) {
    for (const pid of readFileSync(file, 'utf8').split('\n').filter(Boolean).map(Number)) {
      // The number may be another's by now, even of this world's Postgres or anvil: in a container numbers begin anew with each start.
      const command = commandOf(pid);
      if (command.includes(HOST) && command.includes(dataDir)) signal(pid, 'SIGKILL');
    }
    rmSync(file);
  }
  const pids = new Set<number>();
  const save = () => writeFileSync(file, [...pids].join('\n'));
  return {
    add: pid => {
      pids.add(pid);
      save();
    },
    remove: pid => {
      pids.delete(pid);
      save();
    },
  };
}
