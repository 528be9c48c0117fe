import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { detectCascade } from '../../shared/engagement/detection/detect-cascade.ts';
import { detectionRuleSchema, retarget } from '../../shared/engagement/detection/rule.ts';
import { scorerOf } from '../../shared/engagement/detection/score.ts';
import { emptyNetwork, learn, readyCascade } from './network.ts';
import { parseCascade } from './parse-cascade.ts';
import { readLines } from './read-lines.ts';

const USAGE = 'detect --rule rule.json [--target X] < cascades.ndjson';

/** Replays each cascade of stdin, in the order given, and prints one line of JSON for each. */
async function detect(): Promise<void> {
  const { values } = parseArgs({ options: { rule: { type: 'string' }, target: { type: 'string' } } });
  if (values.rule === undefined) throw new Error(`--rule is missing: ${USAGE}`);
  const made = detectionRuleSchema.parse(JSON.parse(await readFile(values.rule, 'utf8')));
  const target = values.target === undefined ? made.target : Number(values.target);
  if (!Number.isInteger(target) || target < 2) throw new Error(`--target is no size from 2 up: ${values.target}`);
  const scorer = scorerOf(retarget(made, target));
  const network = emptyNetwork();
  let number = 0;
  for await (const line of readLines(process.stdin)) {
    const cascade = parseCascade(line, ++number);
    const { root, reactions } = readyCascade(cascade, network);
    process.stdout.write(`${JSON.stringify({ id: cascade.id, ...detectCascade(reactions, root, scorer, network.circles) })}\n`);
    learn(network, cascade.creator, reactions, scorer.rule.trust);
  }
}

await detect().catch(error => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
