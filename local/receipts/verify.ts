import { verifyReceipt } from '../../shared/engagement/verify-receipt.ts';
import { isUuid } from '../../shared/kernel/is-uuid.ts';
import { readOptions, refuse, text } from '../cli/read-options.ts';
import { runCommand } from '../cli/run-command.ts';
import { localConfig, urlOf } from '../config.ts';
import { loadKeys } from '../supabase/keys.ts';
import { fromApi, fromDatabase, fromDump, type PublicTables, saveDump } from './public-tables.ts';
import { readPublished } from './read-published.ts';

const USAGE = `npm run verify-receipt -- ID [--dump DIR | --database URL | --api URL --key KEY]
  Does the receipt of a performance again from what is published. Ends with 0 when it is equal, 1 when it differs, 2 when it could not be done.
       npm run verify-receipt -- --save DIR --database URL
  Writes what is published as files, for --dump.`;

async function main(): Promise<void> {
  const { values, words } = readOptions(USAGE, { dump: text, database: text, api: text, key: text, save: text }, 1);
  if (values.save !== undefined) {
    if (values.database === undefined) return refuse('--save needs --database', USAGE);
    await saveDump(values.database, values.save);
    console.log(`The published tables are in ${values.save}.`);
    return;
  }
  const [id = ''] = words;
  if (!isUuid(id)) return refuse(`ID is the id of a performance: ${id}`, USAGE);
  const tables = await open(values);
  try {
    const { receipt, events, rule } = await readPublished(tables, id.toLowerCase());
    const differences = verifyReceipt(receipt, events, rule);
    if (differences.length === 0)
      console.log(`equal: ${receipt.events} events, rule ${receipt.ruleVersion}, ${receipt.receiptHash}`);
    else {
      console.log(`different:\n${differences.map(line => `  ${line}`).join('\n')}`);
      process.exitCode = 1;
    }
  } finally {
    await tables.close();
  }
}

type From = Record<'dump' | 'database' | 'api' | 'key', string | undefined>;

/** Without an option: the public API of the local world. */
async function open(from: From): Promise<PublicTables> {
  if (from.dump !== undefined) return fromDump(from.dump);
  if (from.database !== undefined) return fromDatabase(from.database);
  const config = localConfig();
  return fromApi(from.api ?? urlOf(config, 'gateway'), from.key ?? loadKeys(config).publishableKey);
}

await runCommand(main, 2);
