import type { ReactNode } from 'react';
import type { Performance } from './performance.ts';

/** What other parts of the app put onto a take. Each gets the take, and whether it is on screen now. */
export type TakeSlots = {
  /** The state in words; `otherwise` is what a take without a state shows. */
  state?: (take: Performance, otherwise: ReactNode) => ReactNode;
  counters?: (take: Performance, live: boolean) => ReactNode;
  /** A coin's price, or the way to the line. */
  standing?: (take: Performance, live: boolean) => ReactNode;
};

/** What a person can ask for on a take. */
export type TakeActions = {
  onOpenPerformance: (take: Performance) => void;
  onOpenPerson?: ((take: Performance) => void) | undefined;
};
