import type { Chain } from '../features/chains/chain.ts';
import type { Signal } from '../features/engagement/engagement-queries.ts';
import type { Performance } from '../features/performances/performance.ts';
import { env } from '../lib/env.ts';
import { composeCast, viewCast } from '../lib/host-actions.ts';

/** Hearts, recasts and replies are given on Farcaster: they open the cast, or a reply to it. Nothing for a take that is not cast yet. */
export function openCast(take: Performance): ((signal: Signal) => void) | undefined {
  const { castHash } = take;
  if (!castHash) return undefined;
  return signal => void (signal === 'reply' ? composeCast({ parent: castHash }) : viewCast(castHash));
}

/** A cast about a take, with its page. */
export function shareTake(take: Performance): void {
  void composeCast({ text: `${take.title} by ${take.person.name}`, embeds: [takeUrl(take.id)] });
}

/** A cast about a chain, with its page: whoever opens it may answer. */
export function shareChain({ id, title, kind }: Chain): void {
  const asks = kind === 'dance' ? 'Repeat it and add a move.' : 'Answer with a verse.';
  void composeCast({ text: `${title}. ${asks}`, embeds: [`${env().appUrl}/chains/${id}`] });
}

export function takeUrl(id: string): string {
  return `${env().appUrl}/p/${id}`;
}
