const NUMBERS = new Set(['int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'oid']);
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * A column's value as the JSON text that Postgres's to_jsonb writes, which is what Realtime sends: int8 and numeric are JSON numbers
 * with all their digits (a JavaScript client rounds them beyond 2^53), times have a T, arrays are lists, the rest is text.
 * @param type name of the type, as in pg_type
 * @param text Postgres's text form
 */
export function jsonText(type: string, text: string | null): string {
  if (text === null) return 'null';
  if (type.startsWith('_')) return arrayText(type.slice(1), text);
  if (type === 'bool') return text === 't' ? 'true' : 'false';
  if (NUMBERS.has(type) && NUMBER.test(text)) return text;
  if (type === 'json' || type === 'jsonb') return text;
  if (type === 'timestamp') return JSON.stringify(text.replace(' ', 'T'));
  if (type === 'timestamptz') return JSON.stringify(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
  return JSON.stringify(text);
}

/** `{a,"b c",NULL,{…}}` as a JSON list. */
function arrayText(type: string, text: string): string {
  let at = 0;
  const read = (): string => {
    const items: string[] = [];
    at += 1;
    while (at < text.length && text[at] !== '}') {
      if (text[at] === ',') at += 1;
      else if (text[at] === '{') items.push(read());
      else if (text[at] === '"') items.push(jsonText(type, readQuoted()));
      else items.push(readPlain());
    }
    at += 1;
    return `[${items.join(',')}]`;
  };
  const readQuoted = (): string => {
    const start = ++at;
    while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    return text.slice(start, at++).replace(/\\(.)/gs, '$1');
  };
  const readPlain = (): string => {
    const start = at;
    while (at < text.length && text[at] !== ',' && text[at] !== '}') at += 1;
    const item = text.slice(start, at);
    return item === 'NULL' ? 'null' : jsonText(type, item);
  };
  // Arrays with other bounds than 1 begin with them: [0:1]={a,b}.
  at = text.indexOf('{');
  return read();
}
