import { parseArgs } from 'node:util';
import type pg from 'pg';
import { databaseUrl, localConfig } from '../config.ts';
import { withDatabase } from '../supabase/with-database.ts';
import { asOperator, listRules, makeCountRule, putInForce, reportShadows } from './operate.ts';

const USAGE = `rules -- COMMAND [--database URL] --as USER
  list                                          all rules and where they hold
  report                                        what candidates would have done since they were made
  make-count TARGET                             makes the count rule of a target size
  put-in-force VERSION --reason WHY [--channel C]   from now on, for a channel or for all`;

/** Commands of operators about rules. --as is the operator's user id: the database decides whether they are one, and writes them down. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      database: { type: 'string' },
      as: { type: 'string' },
      channel: { type: 'string', default: '' },
      reason: { type: 'string' },
    },
  });
  const [command, subject = ''] = positionals;
  const { as, channel, reason } = values;
  if (as === undefined) throw new Error(`--as is missing: ${USAGE}`);
  const commands: Record<string, (client: pg.Client) => Promise<void>> = {
    list: async client => console.table(await listRules(client)),
    report: async client => console.table(await reportShadows(client)),
    'make-count': async client => console.log(`${await makeCountRule(client, Number(subject))} is there, and not in force.`),
    'put-in-force': async client => {
      if (reason === undefined) throw new Error('--reason is missing: whoever asks later wants to know why');
      await putInForce(client, subject, channel, reason);
      console.log(`${subject} holds ${channel === '' ? 'for all that have no rule of their own' : `for ${channel}`}.`);
    },
  };
  const run = commands[command ?? ''];
  if (run === undefined) throw new Error(`Which command? ${USAGE}`);
  await withDatabase(values.database ?? databaseUrl(localConfig()), client => asOperator(client, as, () => run(client)));
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
