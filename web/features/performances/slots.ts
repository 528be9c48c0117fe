import type { ReactNode } from 'react';
import type { Performance } from './performance.ts';

/** What other parts of the app put onto a take. What is live follows what happens to it: it is on screen now. */
export type TakeSlots = {
  /** At the right of the person: follow. */
  beside?: (take: Performance) => ReactNode;
  /** The state in words; `otherwise` is what a take without a state shows. */
  state?: (take: Performance, otherwise: ReactNode) => ReactNode;
  counters?: (take: Performance, view: { live: boolean }) => ReactNode;
  /** A coin's price, or the way to the line. */
  standing?: (take: Performance, view: { live: boolean }) => ReactNode;
};

/** The same for the page of a take. */
export type PerformanceSlots = Pick<TakeSlots, 'state' | 'counters' | 'beside'> & {
  /** Further controls in the head of the page. */
  actions?: (take: Performance) => ReactNode;
  /** Under the counters: the coin, or the way to the line. Given the waveform's peaks once they are known. */
  panel?: (take: Performance, peaks: readonly number[] | undefined) => ReactNode;
  /** The score over time. */
  climb?: (take: Performance) => ReactNode;
  /** Further parts of the page, in order. */
  sections?: (take: Performance) => ReactNode;
  /** The receipt; stands in the right column where there are two. */
  receipt?: (take: Performance) => ReactNode;
  /** The top of the right column where there are two: trading. */
  side?: (take: Performance) => ReactNode;
  /** Where no take of this id is on stage; `otherwise` is what is said to everybody. */
  absent?: (id: string, otherwise: ReactNode) => ReactNode;
  /** Sticky at the foot, in place of the tab bar. */
  actionBar?: (take: Performance) => ReactNode;
};

/** What a person can ask for on a take. */
export type TakeActions = {
  onOpenPerformance: (take: Performance) => void;
  onOpenPerson?: ((take: Performance) => void) | undefined;
};
