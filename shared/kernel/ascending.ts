/** Orders texts by their code units, numbers and whole numbers by size, the smaller first; the same everywhere, unlike the order of a language. */
export function ascending<T extends string | number | bigint>(a: T, b: T): number {
  return a < b ? -1 : Number(a > b);
}
