/** What an anchor says of a record. `absent` is one that has no record of the id: not each takes each kind. */
export type Standing = 'holds' | 'fails' | 'unknown' | 'absent';

/** What all anchors together say: one that fails outweighs those that hold, one that holds those that are away. Of none nothing is known. */
export function standingOfAll(verdicts: readonly { standing: Standing }[]): Standing {
  const has = (standing: Standing) => verdicts.some(verdict => verdict.standing === standing);
  return (['fails', 'holds', 'unknown', 'absent'] as const).find(has) ?? 'unknown';
}
