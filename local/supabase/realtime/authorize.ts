import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Claims } from '../tokens.ts';
import { impersonate, inRolledBack } from './impersonate.ts';
import type { Extension, Rights } from './member.ts';

const EXTENSIONS: Extension[] = ['broadcast', 'presence'];

/**
 * Asks the row policies of realtime.messages what the caller may do in a private channel: two probe rows are inserted, then read
 * and written as the caller, and all is rolled back. One round trip, a few ms; a join remembers the answer.
 */
export async function authorize(pool: pg.Pool, claims: Claims, topic: string): Promise<Rights> {
  const name = pg.escapeLiteral(topic);
  const probes = EXTENSIONS.map(extension => ({ extension, id: randomUUID() }));
  const insertProbes = probes.map(
    ({ extension, id }) =>
      `insert into realtime.messages (id, topic, extension, private) values ('${id}', ${name}, '${extension}', true);`,
  );
  // A refused insert must not end the transaction: each is caught, and what succeeded is left in a setting.
  const tryWrites = EXTENSIONS.map(
    extension =>
      `do ${pg.escapeLiteral(`begin
      insert into realtime.messages (topic, extension, private) values (${name}, '${extension}', true);
      perform set_config('realtime.can_${extension}', 'yes', true);
    exception when others then
      perform set_config('realtime.can_${extension}', 'no', true);
    end`)};`,
  );
  const ids = probes.map(probe => `'${probe.id}'`).join(', ');
  const results = await inRolledBack(
    pool,
    `${insertProbes.join('')}
     ${impersonate(claims, topic)}
     select extension from realtime.messages where id in (${ids});
     ${tryWrites.join('')}
     select current_setting('realtime.can_broadcast') as broadcast, current_setting('realtime.can_presence') as presence;`,
  );
  const readable = results.find(rows => rows.some(row => 'extension' in row)) ?? [];
  const writable = results.at(-1)?.[0] ?? {};
  return {
    read: new Set(readable.map(row => row.extension as Extension)),
    write: new Set(EXTENSIONS.filter(extension => writable[extension] === 'yes')),
  };
}
