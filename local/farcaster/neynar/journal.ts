import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** An append-only file of JSON lines. */
export type Journal<T> = {
  /** Hands the line to the operating system before it returns, so a killed process loses nothing that was acknowledged. */
  append: (record: T) => void;
  close: () => void;
};

/**
 * Opens a journal and gives every record in it to `replay`, oldest first.
 * A last line that was cut off by a kill is removed: its action was never acknowledged. A broken line before it throws.
 */
export function openJournal<T>(path: string, replay: (record: T) => void): Journal<T> {
  mkdirSync(dirname(path), { recursive: true });
  const text = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  const whole = text.lastIndexOf(0x0a) + 1;
  const file = openSync(path, 'a');
  ftruncateSync(file, whole);
  for (const line of text.subarray(0, whole).toString('utf8').split('\n')) {
    if (line !== '') replay(JSON.parse(line) as T);
  }
  return {
    append: record => {
      writeSync(file, `${JSON.stringify(record)}\n`);
    },
    close: () => closeSync(file),
  };
}
