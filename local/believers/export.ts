import { parseArgs } from 'node:util';
import { type BelieverClaim, claimBelievers } from '../../shared/launches/believers.ts';
import { connectDatabase } from '../../supabase/functions/_shared/adapters/database.ts';
import { fromDatabase, fromDump } from '../receipts/public-tables.ts';
import { readPublished } from '../receipts/read-published.ts';
import { readBelievers } from './read-believers.ts';
import { writeClaims } from './write-claims.ts';

const USAGE = 'believers -- ID --pool WEI [--cap BPS] (--dump DIR | --database URL [--write])';
/** Nobody gets more than a hundredth of a pool, unless told otherwise. */
const USUAL_CAP = 100;

/**
 * `npm run --silent believers -- ID --pool WEI …`: what those who engaged before detection may claim of a pool, as CSV. With `--write` it is entered into the
 * ledger, once for a performance. Nothing pays by itself.
 */
async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { pool: text, cap: text, dump: text, database: text, write: { type: 'boolean', default: false } },
  });
  const [id] = positionals;
  if (id === undefined || !/^\d{1,30}$/.test(values.pool ?? '')) throw new Error(USAGE);
  if ((values.dump === undefined) === (values.database === undefined)) throw new Error(USAGE);
  if (values.write && values.database === undefined) throw new Error('The ledger is in a database.');
  const tables = values.dump !== undefined ? fromDump(values.dump) : await fromDatabase(values.database ?? '');
  try {
    const believers = readBelievers(await readPublished(tables, id.toLowerCase()));
    const terms = { pool: BigInt(values.pool ?? 0), capBps: Number(values.cap ?? USUAL_CAP) };
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

await main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
