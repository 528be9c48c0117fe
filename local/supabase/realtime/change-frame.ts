import { jsonText } from './json-text.ts';
import { fullTopic, type Member } from './member.ts';
import type { Change, Row } from './pgoutput.ts';

/**
 * What happened to a row, as JSON text: values are written from Postgres's text, so no digit passes through a JavaScript number.
 * @param readable the columns that the caller may read
 * @param typeNames names of types by their id
 */
export function changeData(change: Change, readable: Set<string>, typeNames: Map<number, string>): string {
  const { kind, relation, row, old, committedAt } = change;
  const typeOf = (typeId: number) => typeNames.get(typeId) ?? 'text';
  const visible = relation.columns.filter(column => readable.has(column.name));
  const record = (values: Row | null, columns = visible) => {
    const present = columns.filter(column => values?.has(column.name));
    const fields = present.map(
      ({ name, typeId }) => `${JSON.stringify(name)}:${jsonText(typeOf(typeId), values?.get(name) ?? null)}`,
    );
    return `{${fields.join(',')}}`;
  };
  const keys = visible.filter(column => column.isKey);
  const fields = [
    `"schema":${JSON.stringify(relation.schema)}`,
    `"table":${JSON.stringify(relation.table)}`,
    `"type":"${kind}"`,
    `"commit_timestamp":"${committedAt.toISOString()}"`,
    `"columns":${JSON.stringify(visible.map(({ name, typeId }) => ({ name, type: typeOf(typeId) })))}`,
    `"errors":null`,
  ];
  if (row) fields.push(`"record":${record(row)}`);
  // An update that leaves the key as it was has no old values in the log: the old key is the new one.
  if (kind !== 'INSERT') fields.push(`"old_record":${record(old ?? row, keys)}`);
  return `{${fields.join(',')}}`;
}

/** The frame that brings a change to one member, naming which of its wishes it answers. */
export function changeFrame(member: Member, ids: number[], data: string): string {
  const topic = JSON.stringify(fullTopic(member.topic));
  const payload = `{"ids":${JSON.stringify(ids)},"data":${data}}`;
  return member.connection.version === 2
    ? `[null,null,${topic},"postgres_changes",${payload}]`
    : `{"join_ref":null,"ref":null,"topic":${topic},"event":"postgres_changes","payload":${payload}}`;
}
