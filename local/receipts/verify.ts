import { parseArgs } from 'node:util';
import { verifyReceipt } from '../../shared/engagement/verify-receipt.ts';
import { localConfig, urlOf } from '../config.ts';
import { loadKeys } from '../supabase/keys.ts';
import { fromApi, fromDatabase, fromDump, type PublicTables, saveDump } from './public-tables.ts';
import { readPublished } from './read-published.ts';

const USAGE =
  'verify-receipt -- ID [--dump DIR | --database URL | --api URL --key KEY] · verify-receipt -- --save DIR --database URL';

/** Does the receipt of a performance again from what is published, and says whether it is equal or where it differs. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      dump: { type: 'string' },
      database: { type: 'string' },
      api: { type: 'string' },
      key: { type: 'string' },
      save: { type: 'string' },
    },
  });
  if (values.save !== undefined && values.database !== undefined) {
    await saveDump(values.database, values.save);
    console.log(`The published tables are in ${values.save}.`);
    return;
  }
  const [id] = positionals;
  if (id === undefined || positionals.length > 1) throw new Error(`Which performance? ${USAGE}`);
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

/** Without an option: the public API of the local world. */
async function open(from: { dump?: string; database?: string; api?: string; key?: string }): Promise<PublicTables> {
  if (from.dump !== undefined) return fromDump(from.dump);
  if (from.database !== undefined) return fromDatabase(from.database);
  const config = localConfig();
  return fromApi(from.api ?? urlOf(config, 'gateway'), from.key ?? loadKeys(config).publishableKey);
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
