import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export type FunctionLog = {
  /** One line of a function's own output. Errors are echoed to this process's stderr too. */
  write: (name: string, line: string, isError: boolean) => void;
  close: () => Promise<void>;
};

/** Appends to `<dataDir>/logs/functions.log`. */
export function openFunctionLog(dataDir: string, echo: (line: string) => void): FunctionLog {
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  const file = createWriteStream(join(dataDir, 'logs', 'functions.log'), { flags: 'a' });
  return {
    write: (name, line, isError) => {
      file.write(`${new Date().toISOString()} ${name} ${isError ? 'error ' : ''}${line}\n`);
      if (isError) echo(`[${name}] ${line}`);
    },
    close: () => new Promise(resolve => file.end(() => resolve())),
  };
}
