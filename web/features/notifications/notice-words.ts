import { HOLDER_MILESTONES, MOST_BUYERS } from '../../../shared/notifications/schema.ts';
import { capitalized } from '../../ui/format/capitalized.ts';
import { ethText, tokenCompact } from '../../ui/format/money.ts';
import type { IconName } from '../../ui/icon/shapes.ts';
import type { Notice } from './notice.ts';

/** What happened, in a sentence, and its drawing. `waits`: the creator has still to decide. */
export function noticeWords(notice: Notice, waits: boolean): { icon: IconName; words: string } {
  const { kind, title } = notice;
  if (kind === 'answered') return { icon: 'chain', words: answerWords(notice) };
  if (kind === 'announced') return { icon: 'clock', words: `The coin of ${title} is announced. It opens in a few minutes.` };
  if (kind === 'open') return { icon: 'coins', words: `The coin of ${title} is open. Fans can buy it now.` };
  if (kind === 'asked') return { icon: 'person', words: `You are asked to share in the coin of ${title}.` };
  if (kind === 'bought') return { icon: 'coins', words: buyWords(notice) };
  if (kind === 'holders') return { icon: 'trophy', words: holderWords(notice) };
  if (kind === 'landed') return { icon: 'check', words: tradeWords(notice) };
  if (kind === 'failed') return { icon: 'warning', words: failedWords(notice) };
  if (kind === 'launching') return { icon: 'bell', words: `${title} becomes a coin. You asked to be told.` };
  return { icon: 'viral', words: `${title} crossed the viral line.${waits ? ' Approve your coin within 24 h.' : ''}` };
}

function answerWords({ title, moves, newest }: Notice): string {
  if (moves > 1) return `${title} was answered ${moves} times${newest ? `, last by ${newest.by}` : ''}.`;
  if (!newest) return `${title} was answered.`;
  return `${newest.by} answered in ${title}${newest.score === null ? '' : ` with a ${newest.score}% match`}.`;
}

/** A sum under 0.0001 ETH says nothing. */
const LEAST_SHOWN = 10n ** 14n;

const coinOf = ({ symbol, title }: Notice) => (symbol ? `$${symbol}` : `the coin of ${title}`);

function tradeWords({ side, coins, symbol, title }: Notice): string {
  return `Your ${side === 'buy' ? 'buy' : 'sale'} of ${tokenCompact(coins)} ${symbol ?? `coins of ${title}`} landed.`;
}

function failedWords(notice: Notice): string {
  return `Your trade of ${coinOf(notice)} did not go through: Base turned it down. Nothing but its network fee was spent.`;
}

/** People are counted, and never named: what somebody holds is theirs to tell. */
function buyWords(notice: Notice): string {
  const { buyers, spent } = notice;
  if (buyers >= MOST_BUYERS) return `${MOST_BUYERS.toLocaleString()} people or more bought ${coinOf(notice)}.`;
  const sum = spent !== null && spent >= LEAST_SHOWN ? ` for ${ethText(spent)}` : '';
  return `${buyers === 1 ? 'One person' : `${buyers} people`} bought ${coinOf(notice)}${sum}.`;
}

function holderWords(notice: Notice): string {
  const { holders } = notice;
  const said = `${coinOf(notice)} has ${holders.toLocaleString()} holders`;
  return capitalized(holders === HOLDER_MILESTONES[0] ? `${said}, its first milestone.` : `${said}.`);
}

/** "Today" and "Earlier", by the viewer's own days. */
export function groupByDay(notices: readonly Notice[], now: number): { label: string; notices: Notice[] }[] {
  const today = new Date(now).toDateString();
  const groups = Map.groupBy(notices, notice => (new Date(notice.at).toDateString() === today ? 'Today' : 'Earlier'));
  return [...groups].map(([label, own]) => ({ label, notices: own }));
}
