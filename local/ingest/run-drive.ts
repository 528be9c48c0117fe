import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const DRIVE = fileURLToPath(new URL('./drive.ts', import.meta.url));

/** How a drive went. `p50` and `p99` are milliseconds from the last attempt to its acknowledgement. */
export type Driven = {
  acked: number;
  seconds: number;
  retries: number;
  refused: number;
  perSecond: number;
  p50: number;
  p99: number;
};

/** Drives of the same thing as one; its latencies are those of the middle drive. */
export function together(drives: readonly Driven[]): Driven {
  const sum = (of: (driven: Driven) => number) => drives.reduce((total, driven) => total + of(driven), 0);
  const middle = (of: (driven: Driven) => number) => drives.map(of).sort((a, b) => a - b)[Math.floor(drives.length / 2)] ?? 0;
  const [acked, seconds] = [sum(driven => driven.acked), sum(driven => driven.seconds)];
  return {
    acked,
    seconds,
    retries: sum(driven => driven.retries),
    refused: sum(driven => driven.refused),
    perSecond: Math.round(acked / seconds),
    p50: middle(driven => driven.p50),
    p99: middle(driven => driven.p99),
  };
}

export type Drive = {
  /** One webhook body a line. */
  file: string;
  from: number;
  to: number;
  port: number;
  path: string;
  secret: string;
  connections: number;
  /** Called with the number of acknowledged deliveries now and then. */
  onAcked?: (acked: number) => void;
};

/** Delivers lines of a file, signed, from a process of its own, until each was acknowledged. @throws Error when one was refused. */
export function runDrive({ file, from, to, port, path, secret, connections, onAcked = () => {} }: Drive): Promise<Driven> {
  const args = [DRIVE, file, from, to, port, path, secret, connections].map(String);
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let summary: Driven | undefined;
    let complaint = '';
    child.stderr.on('data', data => {
      complaint += data;
    });
    createInterface({ input: child.stdout }).on('line', line => {
      if (line.startsWith('acked ')) onAcked(Number(line.slice('acked '.length)));
      else summary = JSON.parse(line) as Driven;
    });
    child.once('close', code => {
      if (code === 0 && summary) resolve(summary);
      else reject(new Error(`the driver failed: ${complaint}`));
    });
  });
}
