import type { Subject } from './moderation-queries.ts';

/** What something holds of the viewer's: a take, a chain, or their place in one, and where their appeal stands. Times are unix ms. */
export type Hold = {
  kind: Subject['kind'];
  id: string;
  title: string;
  number: number;
  /** `unheard`: it could not be compared with others. */
  because: 'copy' | 'unheard' | 'hidden';
  /** Older takes that it is like. */
  like: { title: string; number: number }[];
  /** What the operator said who decided last; null while nobody has. */
  note: string | null;
  /** What the viewer said to it. */
  appeal: string | null;
  /** `open`: they may still write; `waiting`: they wrote, nobody has answered; `final`: the answer stands; `cleared`: it is theirs, nothing holds it. */
  state: 'open' | 'waiting' | 'final' | 'cleared';
  /** The decision that an appeal is about; null for copies. */
  decisionId: number | null;
};

export type ClaimRow = {
  takeId: string;
  title: string;
  number: number;
  like: { title: string; number: number } | null;
  because: 'same-bytes' | 'alike' | 'unheard';
  decision: 'copy' | 'own' | null;
  note: string | null;
  decidedAt: number | null;
  appeal: string | null;
  appealedAt: number | null;
};

export type DecisionRow = {
  id: number;
  kind: Subject['kind'];
  subjectId: string;
  title: string;
  number: number;
  action: 'hide' | 'show';
  note: string;
  appeal: string | null;
};

/** What holds the viewer's takes and chains, from the claims and decisions that they may read. What was cleared is told only to who had appealed. */
export function toHolds(claims: readonly ClaimRow[], decisions: readonly DecisionRow[]): Hold[] {
  const bySubject = grouped(decisions, ({ kind, subjectId }) => `${kind} ${subjectId}`);
  const byTake = grouped(claims, ({ takeId }) => takeId);
  return [...bySubject.map(ofDecisions), ...byTake.map(ofClaims)].filter(hold => hold !== null);
}

function grouped<Row>(rows: readonly Row[], key: (row: Row) => string): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return [...groups.values()];
}

function ofDecisions(unordered: readonly DecisionRow[]): Hold | null {
  const rows = unordered.toSorted((a, b) => a.id - b.id);
  const last = rows.at(-1);
  if (!last) return null;
  const before = rows.slice(0, -1);
  const since = before.slice(before.findLastIndex(({ action }) => action === 'show') + 1);
  const earlier = since.find(({ appeal }) => appeal !== null)?.appeal ?? null;
  const appeal = last.appeal ?? earlier;
  if (last.action === 'show' && appeal === null) return null;
  const stateNow = (): Hold['state'] => {
    if (last.action === 'show') return 'cleared';
    if (last.appeal) return 'waiting';
    return earlier ? 'final' : 'open';
  };
  const { id: decisionId, kind, subjectId: id, title, number, note } = last;
  return { kind, id, title, number, because: 'hidden', like: [], note, appeal, state: stateNow(), decisionId };
}

function ofClaims(all: readonly ClaimRow[]): Hold | null {
  const reopened = ({ decidedAt, appealedAt }: ClaimRow) => (appealedAt ?? 0) > (decidedAt ?? 0);
  const holding = all.filter(claim => claim.decision !== 'own' || reopened(claim));
  const rows = holding.length > 0 ? holding : all;
  const [first] = rows;
  const appeal = rows.find(row => row.appeal !== null)?.appeal ?? null;
  if (!first || (holding.length === 0 && appeal === null)) return null;
  const stateNow = (): Hold['state'] => {
    if (holding.length === 0) return 'cleared';
    if (rows.some(row => row.appeal === null)) return 'open';
    return rows.some(reopened) ? 'waiting' : 'final';
  };
  return {
    kind: 'take',
    id: first.takeId,
    title: first.title,
    number: first.number,
    because: rows.every(({ because }) => because === 'unheard') ? 'unheard' : 'copy',
    like: rows.flatMap(({ like }) => like ?? []),
    note: rows.toSorted((a, b) => (b.decidedAt ?? 0) - (a.decidedAt ?? 0))[0]?.note ?? null,
    appeal,
    state: stateNow(),
    decisionId: null,
  };
}
