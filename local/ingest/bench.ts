import { readOptions, text, whole } from '../cli/read-options.ts';
import { makeHistory, readHistory } from './history.ts';
import { runIngest } from './run-ingest.ts';

const USAGE = `npm run bench:ingest -- [--events N] [--data FILE] [--casts N] [--seed N] [--connections N]
  N deliveries, three in ten of them repeats, shuffled and with removals, through the signed door of a world of its own. Ends with 1 when the end is not the canonical one.`;

const { values } = readOptions(USAGE, {
  events: whole(100_000),
  data: text,
  casts: whole(100),
  seed: whole(1),
  connections: whole(256),
});
const { events: deliveries, casts, seed, connections } = values;
const DUPLICATES = 0.3;
const size = Math.round(deliveries * (1 - DUPLICATES));
const history = values.data ? await readHistory(values.data, { size, seed }) : makeHistory({ size, casts, seed });
const count = Math.round(history.length / (1 - DUPLICATES));
console.log(`${count} deliveries of ${history.length} happenings`);
const report = await runIngest({
  history,
  deliveries: count,
  seed,
  firstPort: 27_100,
  connections,
  undisturbed: 0.6,
  rounds: 3,
  report: line => console.log(line),
});
const beside = (reference: { perSecond: number }) => (report.measured.perSecond / reference.perSecond).toFixed(2);
console.log(
  `beside the same server without a database: ${beside(report.bare)}; beside a plain HTTP server: ${beside(report.plain)}`,
);
for (const difference of report.differences) console.error(difference);
console.log(report.differences.length === 0 ? 'the end is the canonical one' : 'the end is NOT the canonical one');
// The replication client keeps the timer of a connection that was cut.
process.exit(report.differences.length === 0 ? 0 : 1);
