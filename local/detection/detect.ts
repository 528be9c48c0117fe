import { once } from 'node:events';
import { detectCascade } from '../../shared/engagement/detection/detect-cascade.ts';
import { retarget } from '../../shared/engagement/detection/rule.ts';
import { scorerOf } from '../../shared/engagement/detection/score.ts';
import { readLines } from '../cli/read-lines.ts';
import { readOptions, refuse, text, whole } from '../cli/read-options.ts';
import { runCommand } from '../cli/run-command.ts';
import { emptyNetwork, learn, readyCascade } from './network.ts';
import { parseCascade, type RecordedCascade } from './parse-cascade.ts';
import { readRule } from './read-rule.ts';

const USAGE = `npm run --silent detect -- --rule rule.json [--target X] < cascades.ndjson
  Replays cascades through the detection engine, and prints a line for each.`;

/**
 * Replays each cascade of stdin, in the order given, and prints one line of JSON for each. A line that is no cascade is named on stderr and
 * left out; the exit code is then 1, and the other lines are answered all the same.
 */
async function detect(): Promise<void> {
  const { values } = readOptions(USAGE, { rule: text, target: whole(undefined, 2) });
  if (values.rule === undefined) return refuse('--rule is missing', USAGE);
  const made = await readRule(values.rule);
  const scorer = scorerOf(retarget(made, values.target ?? made.target));
  const network = emptyNetwork();
  for await (const { text, number } of readLines(process.stdin)) {
    const cascade = cascadeOf(text, number);
    if (cascade === null) continue;
    const { root, reactions } = readyCascade(cascade, network, scorer.rule.trust);
    await print({ id: cascade.id, ...detectCascade(reactions, root, scorer, network.circles) });
    learn(network, cascade.creator, reactions, scorer.rule.trust);
  }
}

function cascadeOf(text: string, number: number): RecordedCascade | null {
  try {
    return parseCascade(text, number);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
    return null;
  }
}

/** Waits while the reader is slower. */
async function print(line: unknown): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain');
}

// A reader that has seen enough (`| head`) closes the pipe: there is nobody left to answer, and nothing wrong.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') console.error(error.message);
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

await runCommand(detect);
