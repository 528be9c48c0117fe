import { writeFile } from 'node:fs/promises';
import { calibrate } from '../../shared/engagement/calibration/calibrate.ts';
import { type Example, exampleOf, looksAutomated } from '../../shared/engagement/calibration/example.ts';
import { ordinaryWorthOf } from '../../shared/engagement/calibration/ordinary-worth.ts';
import { circleOf } from '../../shared/engagement/detection/circle-memory.ts';
import { countRule, firstTrust } from '../../shared/engagement/detection/first-rules.ts';
import { readLines } from '../cli/read-lines.ts';
import { amount, flag, readOptions, refuse, text, texts, whole } from '../cli/read-options.ts';
import { runCommand } from '../cli/run-command.ts';
import { emptyNetwork, learn, readyCascade } from './network.ts';
import { parseCascade, type RecordedCascade } from './parse-cascade.ts';
import { reportOf } from './report.ts';

const USAGE = `npm run viral:calibrate -- --data FILE... --target X --precision P --out rule.json [--seed N] [--with-automated]
  Fits a detection rule on recorded cascades, and says how well it does on cascades that it did not see.`;

/** Fits a rule on recorded cascades, writes it, and prints how it does on cascades that it did not see. */
async function main(): Promise<void> {
  const kinds = {
    data: texts,
    target: whole(undefined, 2),
    precision: amount(0.7, 1),
    out: text,
    seed: whole(1, 0),
    'with-automated': flag,
  };
  const { values, words } = readOptions(USAGE, kinds, Number.POSITIVE_INFINITY);
  const files = [...values.data, ...words];
  const { target, precision, seed, out } = values;
  if (files.length === 0 || out === undefined || target === undefined)
    return refuse('--data, --target and --out are needed', USAGE);
  const { examples, leftOut, trust } = await readExamples(files, target, values['with-automated']);
  const version = `fitted-${target}-${precision}-${seed}`;
  const { rule, trials } = calibrate(examples, { target, precision, version, leftOut, seed, trust });
  await writeFile(out, `${JSON.stringify({ ...rule, version: version.replace('fitted', rule.kind) }, null, 2)}\n`);
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

await runCommand(main);
