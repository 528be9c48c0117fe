import { readFile } from 'node:fs/promises';
import { blockCid } from '../../shared/kernel/block-cid.ts';
import { isUuid } from '../../shared/kernel/is-uuid.ts';
import { type Standing, standingOfAll } from '../../shared/provenance/standing.ts';
import { type PlaceVerdict, verifyOnAnchors } from '../../shared/provenance/verify-on-anchors.ts';
import { wholeFiles } from '../../supabase/functions/_shared/adapters/ipfs-files.ts';
import { readOptions, refuse } from '../cli/read-options.ts';
import { runCommand } from '../cli/run-command.ts';
import { localConfig, urlOf } from '../config.ts';
import { OPTIONS, placesOf } from './places.ts';

const USAGE = `npm run verify-record -- ID [--record FILE] [--anchors registry,eas,tableland]
         [--rpc URL --publisher ADDRESS --gateways URL,URL --from-block N]
         [--tableland-rpc URL --tableland-publisher ADDRESS --tableland-contract ADDRESS --tableland-from-block N --tableland-validator URL]
  Does the proof of a record again from a chain and IPFS alone: no database is asked. Ends with 1 when something does not hold, 2 when it could not be looked at.`;

const LARGEST_BYTES = 128 * 1024 * 1024;
const WORDS: Record<Standing, string> = {
  holds: 'The record holds.',
  fails: 'The record does not hold.',
  unknown: 'The record could not be looked at.',
  absent: 'Nobody published such a record.',
};

async function main(): Promise<void> {
  const { values, words } = readOptions(USAGE, OPTIONS, 1);
  const [id = ''] = words;
  if (!isUuid(id)) return refuse(id === '' ? 'which record?' : `ID is the id of what was recorded: ${id}`, USAGE);
  const gateways = values.gateways?.split(',') ?? [urlOf(localConfig(), 'ipfs')];
  const read = wholeFiles(gateways);
  const ports = { fetch: (cid: string) => read(cid, LARGEST_BYTES).catch(() => null), cidOf: blockCid };
  const claimed = values.record === undefined ? undefined : JSON.parse(await readFile(values.record, 'utf8'));
  const places = (await placesOf(values)).map(place => ({ ...place, claimed }));
  const verdicts = await verifyOnAnchors(id.toLowerCase(), places, ports);
  for (const verdict of verdicts) print(verdict);
  const standing = standingOfAll(verdicts);
  console.log(WORDS[standing]);
  process.exitCode = { holds: 0, fails: 1, absent: 1, unknown: 2 }[standing];
}

function print({ anchor, standing, record, findings }: PlaceVerdict): void {
  console.log(`${anchor}: ${standing}`);
  if (standing === 'absent') return;
  if (record !== null) console.log(JSON.stringify(record, null, 2));
  for (const { what, holds, says } of findings)
    console.log(`  ${holds === true ? 'holds  ' : holds === false ? 'FAILS  ' : 'unknown'}  ${what.padEnd(8)} ${says}`);
}

await runCommand(main, 2);
