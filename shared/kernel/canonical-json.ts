import { ascending } from './ascending.ts';

/**
 * JSON with sorted keys and no white space, so that equal values give equal bytes on every machine.
 * @throws TypeError for what JSON cannot hold exactly (undefined, bigint, functions, NaN, infinities).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => ascending(a, b));
    return `{${entries.map(([key, held]) => `${JSON.stringify(key)}:${canonicalJson(held)}`).join(',')}}`;
  }
  throw new TypeError(`no canonical JSON for ${typeof value === 'number' ? value : typeof value}`);
}
