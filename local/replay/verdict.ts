import type { ReplayReport } from './run-replay.ts';

type Counts = Pick<ReplayReport, 'cascades' | 'sent' | 'counted' | 'duplicate' | 'decisions'>;

/**
 * What a person should be told of a replay beside its figures, and whether it failed. That nobody crossed the line is no failure:
 * the rule was asked, and said no.
 */
export function verdictOf({ cascades, sent, counted, duplicate, decisions }: Counts): { failed: boolean; words: string | null } {
  if (cascades === 0) return { failed: true, words: 'Nothing was replayed: there is no cascade in this file.' };
  if (sent !== counted + duplicate)
    return { failed: true, words: `Events were lost: ${sent} sent, but ${counted} counted and ${duplicate} duplicates.` };
  if (decisions > 0) return { failed: false, words: null };
  const all = cascades === 1 ? 'The one performance was judged, and it' : `All ${cascades} performances were judged, and none`;
  const outcome = cascades === 1 ? 'did not cross the line' : 'crossed the line';
  return {
    failed: false,
    words: `${all} ${outcome} of the rule in force: no decision, hence no coin and no trade. A larger part of the file, or a rule with a smaller target (npm run rules -- make-count), may bring some.`,
  };
}
