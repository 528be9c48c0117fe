import { unixMs } from '../../kernel/units.ts';
import type { DetectionRule } from '../detection/rule.ts';
import { judge, receiptEvents } from '../judge.ts';
import { readyRule } from '../ready-rule.ts';
import type { History, ShadowDecision } from './ports.ts';

/** What a rule would have decided of a performance that is too old to fire by now, with the circles that people had when they came. */
export function shadowOf({ performanceId, post, events }: History, rule: DetectionRule): ShadowDecision {
  const circles = new Map(events.map(({ fid, circle }) => [fid, circle]));
  const read = receiptEvents(events, post, fid => circles.get(fid) ?? 0);
  const found = judge(read, post, readyRule(rule), unixMs(Number.MAX_SAFE_INTEGER));
  const nothing = { version: rule.version, performanceId, firedAt: null, confirmedAt: null, score: null };
  if (found.verdict === 'cancelled') return nothing;
  if (found.verdict === 'waiting') return { ...nothing, firedAt: found.firedAt };
  const { decidedAt, confirmedAt, score } = found.decision;
  return { ...nothing, firedAt: decidedAt, confirmedAt, score };
}
