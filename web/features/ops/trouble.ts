import type { PartName } from '../../lib/away.ts';
import type { Connection } from '../../lib/connection.ts';
import { clockLabel, type TimeOptions } from '../../ui/format/time.ts';

/** `offline`: this device has no network. `unanswered`: it has, but we do not answer. `live`: updates are read at intervals. */
export type TroubleKind = 'offline' | 'unanswered' | 'live' | PartName;
export type Trouble = {
  kind: TroubleKind;
  /** Unix ms. */
  since: number;
};

type Facts = { connection: Connection; deviceOnline: boolean; away: Partial<Record<PartName, number>> };

/** Everything that is wrong now, the worst first. Without a connection nothing else can be known. */
export function troublesOf({ connection, deviceOnline, away }: Facts): Trouble[] {
  const { online, live, since } = connection;
  if (!online) return [{ kind: deviceOnline ? 'unanswered' : 'offline', since }];
  const parts = (['chain', 'quotes', 'farcaster', 'ipfs'] as const).flatMap(kind => {
    const at = away[kind];
    return at === undefined ? [] : [{ kind, since: at }];
  });
  return live ? parts : [...parts, { kind: 'live', since }];
}

/** One line for the top of a page: what happened, what it means, what to do. */
export function wordsOfTrouble({ kind, since }: Trouble, options?: TimeOptions): string {
  const at = clockLabel(since, options);
  const words: Record<TroubleKind, string> = {
    offline: `You are offline. Prices are from ${at}.`,
    unanswered: `GigaVibe is not answering. What you see is from ${at}.`,
    chain: `Base is not answering. Prices are from ${at} and trading waits. Your coins are safe.`,
    quotes: 'Quotes are not coming through, so trading waits. Your coins are safe.',
    farcaster: `Farcaster is not answering since ${at}. Likes may show late; none is lost.`,
    ipfs: 'Some songs and pictures cannot be fetched now. Counting and trading go on.',
    live: 'Live updates are away. Numbers are read again every few seconds.',
  };
  return words[kind];
}
