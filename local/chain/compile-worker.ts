import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

/** Runs solc off the main thread: its seconds of work would hold up everything else that starts. */
type Job = { input: object; modules: string };
type Solc = {
  compile: (input: string, callbacks: { import: (path: string) => { contents: string } | { error: string } }) => string;
};

const { input, modules } = workerData as Job;
const solc = createRequire(import.meta.url)('solc') as Solc;

function readImport(path: string) {
  try {
    return { contents: readFileSync(join(modules, path), 'utf8') };
  } catch (error) {
    return { error: String(error) };
  }
}

parentPort?.postMessage(solc.compile(JSON.stringify(input), { import: readImport }));
