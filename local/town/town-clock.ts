import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What the town remembers between starts. Everything else follows from its seed. */
export type TownMemory = {
  seed: string;
  /** Unix milliseconds of the first start: the town's zero. */
  epoch: number;
  /** How far the programme has come, in the town's milliseconds: it stands still while the town does not run. */
  townMs: number;
  /** Whether everything from before the first start has been told. */
  opened: boolean;
};

/** The memory in `path`, or a new one; a town of another seed begins anew. */
export function recall(path: string, seed: string, now: number): TownMemory {
  if (existsSync(path)) {
    const memory = JSON.parse(readFileSync(path, 'utf8')) as TownMemory;
    if (memory.seed === seed) return memory;
  }
  return { seed, epoch: now, townMs: 0, opened: false };
}

/** Written beside and renamed, so that a kill leaves the old or the new memory. */
export function remember(path: string, memory: TownMemory): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, JSON.stringify(memory));
  renameSync(`${path}.new`, path);
}
