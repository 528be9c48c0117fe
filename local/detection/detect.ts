import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { emptyMemory } from '../../shared/engagement/detection/circles.ts';
import { detectCascade, learnFrom } from '../../shared/engagement/detection/detect-cascade.ts';
import { canonical } from '../../shared/engagement/detection/reaction.ts';
import { detectionRuleSchema, retarget } from '../../shared/engagement/detection/rule.ts';
import { scorerOf } from '../../shared/engagement/detection/score.ts';
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
  const memory = emptyMemory();
  let number = 0;
  for await (const line of readLines(process.stdin)) {
    const { id, root, deliveries } = parseCascade(line, ++number);
    const reactions = canonical(deliveries);
    process.stdout.write(`${JSON.stringify({ id, ...detectCascade(reactions, root, scorer, memory) })}\n`);
    learnFrom(memory, reactions, scorer.rule.trust);
  }
}

await detect().catch(error => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
