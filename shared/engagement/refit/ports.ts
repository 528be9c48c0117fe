import type { UnixMs } from '../../kernel/units.ts';
import type { Trial } from '../calibration/cross-validate.ts';
import type { Example } from '../calibration/example.ts';
import type { DetectionRule } from '../detection/rule.ts';
import type { KnownEvent, Post } from '../schema.ts';

/** A performance with all that was received of it. */
export type History = { performanceId: string; post: Post; events: KnownEvent[] };

/** What a rule that is not in force would have decided of a performance; times are null for never, the score too. */
export type ShadowDecision = {
  version: string;
  performanceId: string;
  firedAt: UnixMs | null;
  confirmedAt: UnixMs | null;
  score: number | null;
};

/** A night's result: a candidate, or why there is none. */
export type Refit = {
  channel: string;
  rule: DetectionRule | null;
  examples: number;
  hits: number;
  trials: { name: string; trial: Trial }[];
  failure: string | null;
};

/** Where the refit reads histories and keeps what it made of them. A channel '' is everything. */
export type RefitStore = {
  /** The rule that holds for a channel. */
  ruleInForce(channel: string): Promise<DetectionRule>;
  /** Performances posted after a candidate was made and too old to fire, that it has not judged yet. */
  unjudged(channel: string, now: UnixMs, limit: number): Promise<(History & { rule: DetectionRule })[]>;
  saveShadows(decisions: readonly ShadowDecision[]): Promise<void>;
  /** Newest performances that are settled and of which no example is kept under this key. */
  unread(channel: string, key: string, now: UnixMs, limit: number): Promise<History[]>;
  /** What ordinary people were worth on each performance of which an example is kept and says so. */
  worths(channel: string): Promise<number[]>;
  /** Keeps an example, null for one that is not to be used; in place of one kept under another key. */
  saveExample(channel: string, performanceId: string, key: string, worth: number | null, example: Example | null): Promise<void>;
  examples(channel: string, key: string): Promise<(Example | null)[]>;
  /** Keeps a night's result. Another one of the same day, target and channel is kept beside it under a version of its own; the very same one once. */
  saveRefit(refit: Refit): Promise<void>;
};
