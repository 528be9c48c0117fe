import { detectionRuleSchema } from '../../../../shared/engagement/detection/rule.ts';
import { type ReadyRule, readyRule } from '../../../../shared/engagement/ready-rule.ts';
import type { Database, Transaction } from '../adapters/database.ts';

/** Rules by version, read once each: a version never changes. @throws Error when a version is not there */
export type RuleBook = (tx: Transaction | Database, version: string) => Promise<ReadyRule>;

/** Opens a book for one database. */
export function ruleBook(): RuleBook {
  const ready = new Map<string, ReadyRule>();
  return async (tx, version) => {
    const known = ready.get(version);
    if (known) return known;
    const [row] = await tx<{ rule: unknown }[]>`select rule from public.viral_rules where version = ${version}`;
    if (!row) throw new Error(`there is no rule ${version}`);
    const rule = readyRule(detectionRuleSchema.parse(row.rule));
    ready.set(version, rule);
    return rule;
  };
}
