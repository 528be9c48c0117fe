import { ascending } from '../../../shared/kernel/ascending.ts';

/** One condition of a postgres_changes filter on the text form of a column's value. */
export type ChangeFilter = { column: string; matches: (value: string | null) => boolean };

type Test = (value: string | null) => boolean;

/**
 * Parses `column=op.value,column=not.op.value,…`: all must hold. Operators: eq, neq, lt, lte, gt, gte, in, is, isdistinct, like,
 * ilike, match, imatch. @throws Error for anything else
 */
export function parseFilters(text: string | undefined): ChangeFilter[] {
  return split(text ?? '').map(condition => {
    const match = /^([^=]+)=(not\.)?([a-z]+)\.(.*)$/s.exec(condition);
    const [, column, negated, operator, operand] = match ?? [];
    if (column === undefined || operator === undefined || operand === undefined) throw new Error(`invalid filter: ${condition}`);
    const test = testFor(operator, operand);
    return { column: column.trim(), matches: value => test(value) !== (negated !== undefined) };
  });
}

function testFor(operator: string, operand: string): Test {
  const wanted = unquote(operand);
  const compared =
    (holds: (order: number) => boolean): Test =>
    value =>
      value !== null && holds(compare(value, wanted));
  switch (operator) {
    case 'eq':
      return compared(order => order === 0);
    case 'neq':
      return compared(order => order !== 0);
    case 'lt':
      return compared(order => order < 0);
    case 'lte':
      return compared(order => order <= 0);
    case 'gt':
      return compared(order => order > 0);
    case 'gte':
      return compared(order => order >= 0);
    case 'isdistinct':
      return value => value === null || compare(value, wanted) !== 0;
    case 'is':
      return value => (wanted === 'null' || wanted === 'unknown' ? value === null : value === wanted.slice(0, 1));
    case 'in': {
      const items = split(operand.replace(/^\(|\)$/g, '')).map(unquote);
      return value => value !== null && items.some(item => compare(value, item) === 0);
    }
    case 'like':
    case 'ilike': {
      const pattern = likePattern(wanted, operator === 'ilike' ? 'is' : 's');
      return value => value !== null && pattern.test(value);
    }
    case 'match':
    case 'imatch': {
      const pattern = new RegExp(wanted, operator === 'imatch' ? 'i' : '');
      return value => value !== null && pattern.test(value);
    }
    default:
      throw new Error(`invalid filter operator: ${operator}`);
  }
}

/** Splits at commas that are neither in quotes nor in parentheses. */
function split(text: string): string[] {
  const parts = text.match(/(?:"(?:\\.|[^"\\])*"|\([^)]*\)|[^,])+/g) ?? [];
  return parts.map(part => part.trim()).filter(part => part !== '');
}

const unquote = (text: string) => (/^".*"$/s.test(text) ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text);

const NUMBER = /^-?\d+(\.\d+)?$/;
const BOOLEANS: Record<string, string> = { true: 't', false: 'f' };

/** Orders two values: whole numbers exactly, other numbers as floats, `true` and `false` as Postgres prints them, else as text. */
function compare(value: string, wanted: string): number {
  if (NUMBER.test(value) && NUMBER.test(wanted)) {
    const [a, b] =
      value.includes('.') || wanted.includes('.') ? [Number(value), Number(wanted)] : [BigInt(value), BigInt(wanted)];
    return ascending(a, b);
  }
  const other = (value === 't' || value === 'f' ? BOOLEANS[wanted] : undefined) ?? wanted;
  return value < other ? -1 : value > other ? 1 : 0;
}

function likePattern(pattern: string, flags: string): RegExp {
  const source = pattern
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return new RegExp(`^${source}$`, flags);
}
