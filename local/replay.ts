import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { claimWorld, runningStack } from './claim-world.ts';
import { localConfig } from './config.ts';
import { runReplay } from './replay/run-replay.ts';
import { verdictOf } from './replay/verdict.ts';
import { startStack } from './start-stack.ts';

const USAGE = 'npm run replay -- FILE [--speed N] [--limit N] [--json]';

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      speed: { type: 'string', default: '20000' },
      limit: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const [file] = positionals;
  const [speed, limit] = [Number(values.speed), values.limit === undefined ? undefined : Number(values.limit)];
  if (!file || positionals.length > 1) throw new Error(`Which file? ${USAGE}`);
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  if (!(speed > 0)) throw new Error(`--speed takes a number above 0. ${USAGE}`);
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0))
    throw new Error(`--limit takes a whole number above 0. ${USAGE}`);
  return { file, speed, ...(limit !== undefined && { limit }), json: values.json };
}

/** Uses the stack that runs here, or starts one without an audience and stops it afterwards. */
async function main(): Promise<void> {
  const options = readArguments();
  const config = localConfig();
  let last = '';
  const progress = (line: string) => {
    if (line !== last) console.error(line);
    last = line;
  };
  const running = await runningStack(config);
  const release = running ? async () => {} : await claimWorld(config);
  const stack = running ? null : await startStack(config, { audience: false, report: progress });
  try {
    const report = await runReplay(config, { ...options, progress });
    if (options.json) console.log(JSON.stringify(report));
    else
      for (const [name, value] of Object.entries(report))
        console.log(`${name.padEnd(16)} ${typeof value === 'object' ? JSON.stringify(value) : value}`);
    const { failed, words } = verdictOf(report);
    if (words) console.error(words);
    if (failed) process.exitCode = 1;
  } finally {
    await stack?.stop();
    await release();
  }
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
