import { canonicalJson } from '../kernel/canonical-json.ts';
import type { AnchorName } from './schema.ts';
import type { Standing } from './standing.ts';
import { isVerified, type Verdict, type VerifyPorts, verifyRecord } from './verify-record.ts';

/** Where a verifier looks: an anchor, what its publisher published there, and what somebody says the record is. */
export type Place = { anchor: AnchorName; claimed?: unknown } & Pick<VerifyPorts, 'batches' | 'look'>;
export type PlaceVerdict = Verdict & { anchor: AnchorName; standing: Standing };

/**
 * Looks a record up on each anchor by itself and does each proof again. Two anchors that publish different records of the same
 * moment contradict each other, and neither holds.
 */
export async function verifyOnAnchors(
  id: string,
  places: readonly Place[],
  ports: Omit<VerifyPorts, 'batches' | 'look'>,
): Promise<PlaceVerdict[]> {
  const verdicts: PlaceVerdict[] = [];
  for (const { anchor, claimed, ...place } of places) {
    const verdict = await verifyRecord(id, { ...ports, ...place }, claimed);
    verdicts.push({ ...verdict, anchor, standing: standingOf(verdict) });
  }
  return verdicts.map(verdict => {
    const other = verdicts.find(({ record }) => contradicts(verdict.record, record));
    if (other === undefined) return verdict;
    const says = `${other.anchor} has another record of the same moment.`;
    return { ...verdict, standing: 'fails', findings: [...verdict.findings, { what: 'anchors', holds: false, says }] };
  });
}

function standingOf(verdict: Verdict): Standing {
  if (isVerified(verdict)) return 'holds';
  const wrong = verdict.findings.filter(({ holds }) => holds === false);
  if (wrong.length === 0) return 'unknown';
  return verdict.record === null && wrong.every(({ what }) => what === 'record') ? 'absent' : 'fails';
}

function contradicts(one: Verdict['record'], other: Verdict['record']): boolean {
  return one !== null && other !== null && one.at === other.at && canonicalJson(one) !== canonicalJson(other);
}
