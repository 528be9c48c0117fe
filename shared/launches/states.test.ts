import { describe, expect, it } from 'vitest';
import { canMove, isSettled, LAUNCH_MOVES, LAUNCH_STATUSES, WORKED_STATUSES } from './states.ts';

const reach = (from: (typeof LAUNCH_STATUSES)[number]) => {
  const seen = new Set([from]);
  for (const at of seen) for (const to of LAUNCH_MOVES[at]) seen.add(to);
  return seen;
};

describe('launch states', () => {
  it('leads from detection to every state, and from every worked state to its end', () => {
    expect([...reach('detected')].sort()).toEqual([...LAUNCH_STATUSES].sort());
    for (const status of WORKED_STATUSES) expect(reach(status).has('final')).toBe(true);
  });

  it('makes no coin without consent', () => {
    const withoutConsent = new Set<string>(['detected']);
    for (const at of withoutConsent)
      for (const to of LAUNCH_MOVES[at as 'detected']) if (to !== 'approved') withoutConsent.add(to);
    for (const made of ['pinned', 'reserved', 'signed', 'sent', 'confirmed', 'open', 'final'])
      expect(withoutConsent.has(made)).toBe(false);
  });

  it('follows what may be on the wire until the chain has spoken', () => {
    for (const wired of ['signed', 'sent', 'confirmed', 'open'] as const)
      for (const gone of ['dead', 'expired', 'refused', 'held'] as const) expect(canMove(wired, gone)).toBe(false);
  });

  it('ends where nothing follows', () => {
    expect(LAUNCH_STATUSES.filter(isSettled)).toEqual(['final', 'refused', 'expired', 'dead']);
  });
});
