import { INKS, type Ink } from './schema.ts';

/** The ink that an id draws: always the same one, all eight about equally often (FNV-1a over its characters). */
export function inkOf(id: string): Ink {
  let hash = 0x811c9dc5;
  for (const character of id.toLowerCase()) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return INKS[(hash ^ (hash >>> 15)) & 7] ?? 'amber';
}
