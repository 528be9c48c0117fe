import type { IconName } from '../../ui/icon/shapes.ts';
import type { Notice } from './notice.ts';

/** What happened, in a sentence, and its drawing. `waits`: the creator has still to decide. */
export function noticeWords({ kind, title }: Pick<Notice, 'kind' | 'title'>, waits: boolean): { icon: IconName; words: string } {
  if (kind === 'announced') return { icon: 'clock', words: `The coin of ${title} is announced. It opens in a few minutes.` };
  if (kind === 'open') return { icon: 'coins', words: `The coin of ${title} is open. Fans can buy it now.` };
  if (kind === 'asked') return { icon: 'person', words: `You are asked to share in the coin of ${title}.` };
  if (kind === 'launching') return { icon: 'bell', words: `${title} becomes a coin. You asked to be told.` };
  return { icon: 'viral', words: `${title} crossed the viral line.${waits ? ' Approve your coin within 24 h.' : ''}` };
}

/** "Today" and "Earlier", by the viewer's own days. */
export function groupByDay(notices: readonly Notice[], now: number): { label: string; notices: Notice[] }[] {
  const today = new Date(now).toDateString();
  const groups = Map.groupBy(notices, notice => (new Date(notice.at).toDateString() === today ? 'Today' : 'Earlier'));
  return [...groups].map(([label, own]) => ({ label, notices: own }));
}
