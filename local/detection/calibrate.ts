import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { calibrate } from '../../shared/engagement/calibration/calibrate.ts';
import { type Example, exampleOf, looksAutomated } from '../../shared/engagement/calibration/example.ts';
import { emptyMemory } from '../../shared/engagement/detection/circles.ts';
import { learnFrom } from '../../shared/engagement/detection/detect-cascade.ts';
import { countRule, firstTrust } from '../../shared/engagement/detection/first-rules.ts';
import { ordinaryWorthOf } from '../../shared/engagement/detection/ordinary.ts';
import { canonical } from '../../shared/engagement/detection/reaction.ts';
import { parseCascade } from './parse-cascade.ts';
import { readLines } from './read-lines.ts';
import { reportOf } from './report.ts';

const USAGE = 'viral:calibrate -- --data FILE... --target X --precision P --out rule.json [--seed N] [--with-automated]';

/** Fits a rule on recorded cascades, writes it, and prints how it does on cascades that it did not see. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string', multiple: true },
      target: { type: 'string' },
      precision: { type: 'string', default: '0.7' },
      out: { type: 'string' },
      seed: { type: 'string', default: '1' },
      'with-automated': { type: 'boolean', default: false },
    },
  });
  const files = [...(values.data ?? []), ...positionals];
  const target = Number(values.target);
  const precision = Number(values.precision);
  const seed = Number(values.seed);
  if (files.length === 0 || values.out === undefined) throw new Error(`--data and --out are needed: ${USAGE}`);
  if (!Number.isInteger(target) || target < 2) throw new Error(`--target is a size from 2 up: ${USAGE}`);
  if (!(precision > 0 && precision < 1)) throw new Error(`--precision is between 0 and 1: ${USAGE}`);
  if (!Number.isInteger(seed)) throw new Error(`--seed is a whole number: ${USAGE}`);
  const { examples, leftOut, ordinaryWorth } = await readExamples(files, target, values['with-automated']);
  const version = `fitted-${target}-${precision}-${seed}`;
  const { rule, trials } = calibrate(examples, { target, precision, version, leftOut, seed, ordinaryWorth });
  await writeFile(values.out, `${JSON.stringify({ ...rule, version: version.replace('fitted', rule.kind) }, null, 2)}\n`);
  console.log(reportOf(rule, trials));
}

/** Each file is a network of its own, its cascades in the order of posting: circles are learned along, never across. */
async function readExamples(files: readonly string[], target: number, withAutomated: boolean) {
  const gates = countRule(target);
  const examples: Example[] = [];
  let leftOut = 0;
  let ordinaryWorth = gates.trust.ordinaryWorth;
  for (const file of files) {
    const memory = emptyMemory(undefined, ordinaryWorth);
    let number = 0;
    for await (const line of readLines(file)) {
      const { root, deliveries } = parseCascade(line, ++number);
      const reactions = canonical(deliveries);
      if (!withAutomated && looksAutomated(reactions)) leftOut += 1;
      else examples.push(exampleOf(reactions, root, { ...gates, trust: firstTrust(target, ordinaryWorth) }, memory));
      learnFrom(memory, reactions, gates.trust);
      ordinaryWorth = ordinaryWorthOf(memory.ordinary);
    }
  }
  return { examples, leftOut, ordinaryWorth };
}

await main().catch(error => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
