import pg from 'pg';
import { changeData, changeFrame } from './change-frame.ts';
import { impersonate, inRolledBack } from './impersonate.ts';
import type { ChangeBinding, Member } from './member.ts';
import type { Change, Relation } from './pgoutput.ts';

/** How long what roles may read of a table is remembered, in ms. */
const PRIVILEGES_MS = 5000;

export type Changes = {
  add: (binding: ChangeBinding) => void;
  remove: (binding: ChangeBinding) => void;
  /** Sends one change of a table to those who asked for it and may see the row. */
  publish: (change: Change) => Promise<void>;
};

/**
 * postgres_changes: each wish is checked against its filter, then once per distinct caller against row policies and column
 * privileges, as that caller. A delete carries the key alone and goes to all who asked, since the row is no longer there to check.
 */
export async function makeChanges(pool: pg.Pool): Promise<Changes> {
  const bindings = new Map<string, Set<ChangeBinding>>();
  const typeNames = await readTypeNames(pool);
  const columns = cached((relation: Relation, role: string) => readableColumns(pool, relation, role));
  const keyOf = (schema: string, table: string) => `${schema}.${table}`;

  const wishesFor = ({ kind, relation, row, old }: Change) => {
    const { schema, table } = relation;
    const keys = [keyOf(schema, table), keyOf(schema, '*'), keyOf('*', '*')];
    return keys
      .flatMap(key => [...(bindings.get(key) ?? [])])
      .filter(({ event, filters }) => {
        if (event !== '*' && event !== kind) return false;
        const values = row ?? old;
        return filters.every(filter => filter.matches(values?.get(filter.column) ?? null));
      });
  };

  const publishTo = async (change: Change, wishes: ChangeBinding[]) => {
    const role = wishes[0]?.member.claims.role ?? 'anon';
    const readable = await columns(change.relation, role);
    if (readable.size === 0 || !(await isVisible(pool, change, wishes))) return;
    const data = changeData(change, readable, typeNames);
    for (const [member, ids] of byMember(wishes)) member.connection.send(changeFrame(member, ids, data));
  };
  // Callers are checked side by side; the next change waits for all of them, so each hears changes in their order.
  const publish = async (change: Change) => {
    await Promise.all([...byCaller(wishesFor(change)).values()].map(wishes => publishTo(change, wishes)));
  };

  return {
    add: binding => {
      const key = keyOf(binding.schema, binding.table);
      const known = bindings.get(key);
      if (known) known.add(binding);
      else bindings.set(key, new Set([binding]));
    },
    remove: binding => {
      const key = keyOf(binding.schema, binding.table);
      bindings.get(key)?.delete(binding);
      if (bindings.get(key)?.size === 0) bindings.delete(key);
    },
    publish,
  };
}

/** Wishes of the same caller share one check; the times in a token do not tell callers apart. */
function byCaller(wishes: ChangeBinding[]): Map<string, ChangeBinding[]> {
  return Map.groupBy(wishes, ({ member }) => {
    const { iat: _iat, exp: _exp, ...who } = member.claims;
    return JSON.stringify(who);
  });
}

function byMember(wishes: ChangeBinding[]): Map<Member, number[]> {
  const groups = Map.groupBy(wishes, wish => wish.member);
  return new Map([...groups].map(([member, of]) => [member, of.map(wish => wish.id)]));
}

/**
 * Whether the callers of `wishes` may see the row. The log tells of a commit before other transactions see it, so the answer
 * counts only from a snapshot that has the change.
 */
async function isVisible(pool: pg.Pool, change: Change, wishes: ChangeBinding[]): Promise<boolean> {
  const { kind, relation, row, transactionId } = change;
  const claims = wishes[0]?.member.claims;
  if (kind === 'DELETE' || claims?.role === 'service_role') return true;
  const keys = relation.columns.filter(column => column.isKey);
  if (claims === undefined || row === null || keys.length === 0) return false;
  const isRow = keys.map(({ name }) => `${pg.escapeIdentifier(name)} = ${literal(row.get(name))}`).join(' and ');
  try {
    for (;;) {
      const results = await inRolledBack(
        pool,
        `${impersonate(claims)} select exists (select from ${tableName(relation)} where ${isRow}) as visible,
          pg_visible_in_snapshot('${transactionId}'::xid8, pg_current_snapshot()) as settled;`,
      );
      const { visible, settled } = results.at(-1)?.[0] ?? {};
      if (settled !== false) return visible === true;
    }
  } catch {
    // No privilege on the table: nothing to see.
    return false;
  }
}

async function readTypeNames(pool: pg.Pool): Promise<Map<number, string>> {
  const { rows } = await pool.query<{ id: number; name: string }>('select oid::integer as id, typname as name from pg_type');
  return new Map(rows.map(row => [row.id, row.name]));
}

async function readableColumns(pool: pg.Pool, relation: Relation, role: string): Promise<Set<string>> {
  const { rows } = await pool.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = $1 and attnum > 0 and not attisdropped and has_column_privilege($2, attrelid, attnum, 'select')`,
    [relation.id, role],
  );
  return new Set(rows.map(row => row.name));
}

function cached(read: (relation: Relation, role: string) => Promise<Set<string>>) {
  const known = new Map<string, { at: number; columns: Set<string> }>();
  return async (relation: Relation, role: string) => {
    const key = `${relation.id} ${role}`;
    const entry = known.get(key);
    if (entry && performance.now() - entry.at < PRIVILEGES_MS) return entry.columns;
    const columns = await read(relation, role);
    known.set(key, { at: performance.now(), columns });
    return columns;
  };
}

const tableName = ({ schema, table }: Relation) => `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)}`;
const literal = (value: string | null | undefined) => (value === null || value === undefined ? 'null' : pg.escapeLiteral(value));
