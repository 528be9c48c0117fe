import { isUuid } from '../../shared/kernel/is-uuid.ts';
import { type BelieverClaim, claimBelievers } from '../../shared/launches/believers.ts';
import { connectDatabase } from '../../supabase/functions/_shared/adapters/database.ts';
import { flag, readOptions, refuse, text, whole } from '../cli/read-options.ts';
import { runCommand } from '../cli/run-command.ts';
import { fromDatabase, fromDump } from '../receipts/public-tables.ts';
import { readPublished } from '../receipts/read-published.ts';
import { readBelievers } from './read-believers.ts';
import { writeClaims } from './write-claims.ts';

const USAGE = `npm run --silent believers -- ID --pool WEI [--cap BPS] (--dump DIR | --database URL [--write])
  What those who engaged before detection may claim of a pool, as CSV; --write enters it into the ledger, once for a performance. Nothing pays by itself.`;
/** Nobody gets more than a hundredth of a pool, unless told otherwise. */
const USUAL_CAP = 100;

async function main(): Promise<void> {
  const kinds = { pool: text, cap: whole(USUAL_CAP, 1, 10_000), dump: text, database: text, write: flag };
  const { values, words } = readOptions(USAGE, kinds, 1);
  const [id = ''] = words;
  if (!isUuid(id)) return refuse(`ID is the id of a performance: ${id}`, USAGE);
  if (!/^\d{1,30}$/.test(values.pool ?? '')) return refuse('--pool takes an amount in wei', USAGE);
  if ((values.dump === undefined) === (values.database === undefined)) return refuse('either --dump or --database', USAGE);
  if (values.write && values.database === undefined) return refuse('--write needs --database: the ledger is there', USAGE);
  const tables = values.dump !== undefined ? fromDump(values.dump) : await fromDatabase(values.database ?? '');
  try {
    const believers = readBelievers(await readPublished(tables, id.toLowerCase()));
    const terms = { pool: BigInt(values.pool ?? 0), capBps: values.cap };
    const { claims } = claimBelievers(terms.pool, believers, terms.capBps);
    if (values.write) {
      const db = connectDatabase(values.database ?? '');
      await writeClaims(db, id.toLowerCase(), claims, terms).finally(() => db.end());
    }
    process.stdout.write(csvOf(id.toLowerCase(), claims));
  } finally {
    await tables.close();
  }
}

function csvOf(performanceId: string, claims: readonly BelieverClaim[]): string {
  const lines = claims.map(({ person, weight, amount }) => `${performanceId},${person},${weight},${amount}`);
  return `${['performance_id,person,weight_millionths,amount_wei', ...lines].join('\n')}\n`;
}

await runCommand(main);
