import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { calibrate } from '../../shared/engagement/calibration/calibrate.ts';
import { type Example, exampleOf, looksAutomated } from '../../shared/engagement/calibration/example.ts';
import { ordinaryWorthOf } from '../../shared/engagement/calibration/ordinary-worth.ts';
import { circleOf } from '../../shared/engagement/detection/circles.ts';
import { countRule, firstTrust } from '../../shared/engagement/detection/first-rules.ts';
import { emptyNetwork, learn, readyCascade } from './network.ts';
import { parseCascade, type RecordedCascade } from './parse-cascade.ts';
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
  const { examples, leftOut, trust } = await readExamples(files, target, values['with-automated']);
  const version = `fitted-${target}-${precision}-${seed}`;
  const { rule, trials } = calibrate(examples, { target, precision, version, leftOut, seed, trust });
  await writeFile(values.out, `${JSON.stringify({ ...rule, version: version.replace('fitted', rule.kind) }, null, 2)}\n`);
  console.log(reportOf(rule, trials));
}

/** Each file is a network of its own, its cascades in the order of posting: circles are learned along, never across. */
async function readExamples(files: readonly string[], target: number, withAutomated: boolean) {
  const networks = await Promise.all(files.map(readCascades));
  const { trust: first } = countRule(target);
  const ordinaryWorth =
    ordinaryWorthOf(
      networks.flat().map(({ deliveries }) => deliveries),
      first,
    ) ?? first.ordinaryWorth;
  const trust = firstTrust(target, ordinaryWorth);
  const examples: Example[] = [];
  let leftOut = 0;
  for (const cascades of networks) {
    const network = emptyNetwork();
    for (const cascade of cascades) {
      const { root, reactions } = readyCascade(cascade, network, trust);
      if (!withAutomated && looksAutomated(reactions)) leftOut += 1;
      else examples.push(exampleOf(reactions, root, { ...countRule(target), trust }, actor => circleOf(network.circles, actor)));
      learn(network, cascade.creator, reactions, trust);
    }
  }
  return { examples, leftOut, trust };
}

async function readCascades(file: string): Promise<RecordedCascade[]> {
  const cascades: RecordedCascade[] = [];
  for await (const { text, number } of readLines(file)) cascades.push(cascadeOf(text, number, file));
  console.error(`${file}: ${cascades.length} cascades`);
  return cascades;
}

/** A history with a hole would make another rule: unlike a replay, a fit stops at a line that it cannot read. */
function cascadeOf(text: string, number: number, file: string): RecordedCascade {
  try {
    return parseCascade(text, number);
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`);
  }
}

await main().catch(error => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
