import { setImmediate as breathe } from 'node:timers/promises';
import type { Client } from 'pg';
import { LogicalReplicationService } from 'pg-logical-replication';
import { AbstractPlugin } from 'pg-logical-replication/dist/output-plugins/abstract.plugin.js';
import { type Change, makePgoutputReader } from './pgoutput.ts';

const PUBLICATIONS = 'supabase_realtime,supabase_realtime_messages_publication';
const RETRY_MS = 500;
const BREATH_MS = 20;

/** pgoutput over a temporary slot: the slot ends with its connection, so a killed server leaves no log behind to be kept. */
class TemporaryPgoutput extends AbstractPlugin<{ slot: string }> {
  readonly read = makePgoutputReader();
  get name() {
    return 'pgoutput';
  }
  async start(client: Client, slot: string): Promise<unknown> {
    await client.query(`CREATE_REPLICATION_SLOT "${slot}" TEMPORARY LOGICAL pgoutput NOEXPORT_SNAPSHOT`);
    return client.query(`START_REPLICATION SLOT "${slot}" LOGICAL 0/0 (proto_version '1', publication_names '${PUBLICATIONS}')`);
  }
  parse(message: Buffer): Change | null {
    return this.read(message);
  }
}

export type Replication = { stop: () => Promise<void> };

/**
 * Follows the database's log and hands on each change, one after the other; the log waits while `onChange` works.
 * A broken connection is opened again: what was committed meanwhile is not sent, as on the host.
 */
export async function startReplication(
  url: string,
  onChange: (change: Change) => Promise<void>,
  onError: (line: string) => void,
) {
  let stopped = false;
  let service: LogicalReplicationService | null = null;
  let breathed = performance.now();

  const connect = (): Promise<void> =>
    new Promise((resolve, reject) => {
      // Progress is confirmed on a timer, not for each row: the slot is gone with the connection anyway.
      const next = new LogicalReplicationService(
        { connectionString: url },
        { acknowledge: { auto: false, timeoutSeconds: 1 }, flowControl: { enabled: true } },
      );
      service = next;
      next.on('start', () => resolve());
      next.on('error', error => onError(`realtime: ${error.message}`));
      next.on('data', async (_lsn: string, change: Change | null) => {
        if (change) await onChange(change).catch(error => onError(`realtime: ${error.message}`));
        // A burst to many viewers must leave time for Postgres's question whether we still live, and for sockets to drain.
        if (performance.now() - breathed < BREATH_MS) return;
        await breathe();
        breathed = performance.now();
      });
      const slot = `realtime_${process.pid}_${Date.now().toString(36)}`;
      next.subscribe(new TemporaryPgoutput({ slot }), slot).then(
        () => reconnect(),
        error => {
          reject(error);
          reconnect();
        },
      );
    });
  const reconnect = () => {
    if (!stopped) setTimeout(() => !stopped && connect().catch(error => onError(`realtime: ${error.message}`)), RETRY_MS);
  };

  await connect();
  return {
    stop: async () => {
      stopped = true;
      await service?.stop().catch(() => {});
    },
  } satisfies Replication;
}
