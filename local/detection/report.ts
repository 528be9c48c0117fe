import type { Trial } from '../../shared/engagement/calibration/cross-validate.ts';
import { METRICS } from '../../shared/engagement/calibration/metrics.ts';
import type { DetectionRule } from '../../shared/engagement/detection/rule.ts';

const NAMES = { precision: 'precision', recall: 'recall', recallHalf: 'Rhalf', lead: 'lead h', share: 'share' };

/** A calibration in words and a table: medians and 95 % intervals on performances that the fit did not see. */
export function reportOf(rule: DetectionRule, trials: readonly { name: string; trial: Trial }[]): string {
  const { fittedOn, target, kind, threshold } = rule;
  const lines = [
    `${kind} rule for ${target} reactions: threshold ${threshold.toFixed(3)}, at least ${rule.trust.minPeople} people.`,
    `${fittedOn?.cascades ?? 0} cascades, ${fittedOn?.positives ?? 0} hits, ${fittedOn?.leftOut ?? 0} left out as automated.`,
  ];
  if (trials.length === 0) return [...lines, 'Too few hits to judge by: this rule rests on no history.'].join('\n');
  const head = ['', ...METRICS.map(metric => NAMES[metric])];
  const rows = trials.map(({ name, trial: { metrics, intervals } }) => [
    name,
    ...METRICS.map(metric => `${told(metrics[metric])} [${intervals[metric].map(told).join(' ')}]`),
  ]);
  return [...lines, `Out of fold, at a precision of ${fittedOn?.precision ?? 0}:`, ...table([head, ...rows])].join('\n');
}

const told = (value: number) => (Number.isFinite(value) ? value.toFixed(2) : '–');

function table(rows: readonly string[][]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0))) ?? [];
  return rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
