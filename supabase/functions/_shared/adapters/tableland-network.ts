import type { Hex } from 'viem';
import { z } from 'zod';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import { canonicalJson } from '../../../../shared/kernel/canonical-json.ts';
import type { ProvenanceRecord } from '../../../../shared/provenance/schema.ts';
import { literal } from '../../../../shared/provenance/tableland/sql.ts';
import { type RecordTable, recordOfRow, tableName } from '../../../../shared/provenance/tableland/tables.ts';
import type { Finding } from '../../../../shared/provenance/verify-record.ts';
import { readJson } from '../read-answer.ts';

const TIMEOUT_MS = 5_000;
const receiptSchema = z.object({ transaction_hash: z.string(), error: z.string().optional() });
const rowsSchema = z.array(z.record(z.string(), z.unknown()));

/** Asks a validator of Tableland by its HTTP interface; null for what it does not know. */
export type AskTableland = (path: string) => Promise<unknown>;

/** A validator at its address, without `/api/v1`. @throws AppError `tableland/away` (503, retryable) */
export function askTableland(url: string): AskTableland {
  return async path => {
    try {
      const answer = await fetch(`${url}/api/v1${path}`, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (answer.status === 404) return null;
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
      return await readJson(answer);
    } catch (cause) {
      const facts = { said: String(cause) };
      throw new AppError('tableland/away', 'Tableland does not answer right now.', {
        status: 503,
        retryable: true,
        facts,
        cause,
      });
    }
  };
}

/**
 * Resolves once the network has run a transaction.
 * @throws AppError `tableland/behind` while it has not, `tableland/refused` when it would not, both retryable
 */
export async function requireRun(ask: AskTableland, chainId: number, hash: Hex): Promise<void> {
  const answer = await ask(`/receipt/${chainId}/${hash}`);
  const options = { status: 503, retryable: true };
  if (answer === null) throw new AppError('tableland/behind', 'Tableland has not run it yet.', { ...options, facts: { hash } });
  const { error } = receiptSchema.parse(answer);
  if (error)
    throw new AppError('tableland/refused', 'Tableland refused to store records.', { ...options, facts: { hash, error } });
}

/** Whether the network's row of a record is what the chain says. */
export async function lookInTable(ask: AskTableland, tables: readonly RecordTable[], record: ProvenanceRecord): Promise<Finding> {
  const table = tables.find(({ kind }) => kind === record.kind);
  if (table === undefined) return { what: 'table', holds: false, says: `There is no table of ${record.kind}s.` };
  const name = tableName(table);
  const statement = `select * from ${name} where id=${literal(record.id)} and at=${literal(record.at)}`;
  const answer = await ask(`/query?format=objects&statement=${encodeURIComponent(statement)}`).catch(() => 'away');
  if (answer === 'away') return { what: 'table', holds: 'unknown', says: `No validator answered for ${name}.` };
  const [row] = rowsSchema.parse(answer ?? []);
  if (row === undefined) return { what: 'table', holds: false, says: `${name} has no such row.` };
  const same = canonicalJson(recordOfRow(table.kind, row)) === canonicalJson(record);
  return { what: 'table', holds: same, says: `The row in ${name} is ${same ? '' : 'not '}what the chain says.` };
}
