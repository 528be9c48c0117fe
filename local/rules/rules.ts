import type pg from 'pg';
import { isUuid } from '../../shared/kernel/is-uuid.ts';
import { readOptions, refuse, text } from '../cli/read-options.ts';
import { runCommand } from '../cli/run-command.ts';
import { databaseUrl, localConfig } from '../config.ts';
import { withDatabase } from '../supabase/with-database.ts';
import { asOperator, listRules, makeCountRule, putInForce, reportShadows } from './operate.ts';

const USAGE = `npm run rules -- COMMAND [--database URL] --as USER
  list                                          all rules and where they hold
  report                                        what candidates would have done since they were made
  make-count TARGET                             makes the count rule of a target size
  put-in-force VERSION --reason WHY [--channel C]   from now on, for a channel or for all`;

/** Commands of operators about rules. --as is the operator's user id: the database decides whether they are one, and writes them down. */
async function main(): Promise<void> {
  const { values, words } = readOptions(USAGE, { database: text, as: text, channel: text, reason: text }, 2);
  const [command, subject = ''] = words;
  const { as, channel = '', reason = '' } = values;
  if (as === undefined || !isUuid(as)) return refuse('--as takes the id of an operator', USAGE);
  const commands: Record<string, (client: pg.Client) => Promise<void>> = {
    list: async client => console.table(await listRules(client)),
    report: async client => console.table(await reportShadows(client)),
    'make-count': async client => console.log(`${await makeCountRule(client, Number(subject))} is there, and not in force.`),
    'put-in-force': async client => {
      await putInForce(client, subject, channel, reason);
      console.log(`${subject} holds ${channel === '' ? 'for all that have no rule of their own' : `for ${channel}`}.`);
    },
  };
  const run = commands[command ?? ''];
  if (run === undefined) return refuse('which command?', USAGE);
  if (command === 'make-count' && !/^([2-9]|[1-9]\d+)$/.test(subject)) return refuse('make-count takes a size from 2 up', USAGE);
  if (command === 'put-in-force' && reason === '')
    return refuse('--reason is missing: whoever asks later wants to know why', USAGE);
  await withDatabase(values.database ?? databaseUrl(localConfig()), client => asOperator(client, as, () => run(client)));
}

await runCommand(main);
