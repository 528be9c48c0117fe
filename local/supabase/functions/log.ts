import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export type FunctionLog = {
  /** One line of a function's own output. */
  write: (name: string, line: string) => void;
  /** One line of what went wrong with a function; it is echoed to this process's stderr too. */
  error: (name: string, line: string) => void;
  close: () => Promise<void>;
};

/** Appends to `<dataDir>/logs/functions.log`. */
export function openFunctionLog(dataDir: string, echo: (line: string) => void): FunctionLog {
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  const file = createWriteStream(join(dataDir, 'logs', 'functions.log'), { flags: 'a' });
  return {
    write: (name, line) => {
      file.write(`${new Date().toISOString()} ${name} ${line}\n`);
    },
    error: (name, line) => {
      file.write(`${new Date().toISOString()} ${name} error ${line}\n`);
      echo(`[${name}] ${line}`);
    },
    close: () => new Promise(resolve => file.end(() => resolve())),
  };
}
