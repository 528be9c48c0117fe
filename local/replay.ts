import { existsSync } from 'node:fs';
import { claimWorld, runningStack } from './claim-world.ts';
import { amount, flag, readOptions, refuse, whole } from './cli/read-options.ts';
import { runCommand } from './cli/run-command.ts';
import { localConfig } from './config.ts';
import { runReplay } from './replay/run-replay.ts';
import { verdictOf } from './replay/verdict.ts';
import { startStack } from './start-stack.ts';
import { type Cascade, readCascades } from './town/cascades.ts';

const USAGE = `npm run replay -- FILE [--speed N] [--limit N] [--json]
  Recorded cascades as casts and signed webhooks, through to coins and trades.`;

function readArguments() {
  const { values, words } = readOptions(USAGE, { speed: amount(20_000), limit: whole(undefined), json: flag }, 1);
  const [file] = words;
  if (file === undefined) return refuse('which file?', USAGE);
  if (!existsSync(file)) return refuse(`there is no file ${file}`, USAGE);
  return { file, ...values };
}

/** The first cascades of a file, all of them when no limit is given. */
async function firstOf(file: string, limit = Number.POSITIVE_INFINITY): Promise<Cascade[]> {
  const cascades: Cascade[] = [];
  for await (const cascade of readCascades(file)) if (cascades.push(cascade) >= limit) break;
  return cascades;
}

/** Uses the stack that runs here, or starts one without an audience and stops it afterwards. */
async function main(): Promise<void> {
  const { file, limit, json, speed } = readArguments();
  // Before anything starts: a file that cannot be read is told at once.
  const cascades = await firstOf(file, limit);
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
    const report = await runReplay(config, cascades, { speed, progress });
    if (json) console.log(JSON.stringify(report));
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

await runCommand(main);
