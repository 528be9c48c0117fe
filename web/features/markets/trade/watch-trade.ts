import { sessionStore } from '../../../lib/session.ts';
import { supabase, written, writtenOnce } from '../../../lib/supabase.ts';
import type { Address } from '../coin.ts';
import type { Hash, TradeEvent } from './trade-state.ts';

/**
 * Asks to be told when a trade lands, for as long as nobody saw its end here: from what happens to it, to what we have written of it. One write
 * after the other, so that what is taken back was there. A trade goes on whether or not a write arrives; one that did not is tried again once the
 * trade is late.
 */
export function watchTrade(coin: Address, trader: Address, isSeen: (hash: Hash) => boolean): (event: TradeEvent) => void {
  let last: Promise<void> = Promise.resolve();
  const next = (write: () => Promise<void>) => {
    if (sessionStore.get()) last = last.then(write).catch(() => undefined);
  };
  const watch = (hash: Hash) =>
    next(() =>
      writtenOnce(
        supabase()
          .from('trade_watches')
          .insert({ transaction_hash: hash, coin_address: coin.toLowerCase(), trader: trader.toLowerCase() }),
      ),
    );
  const forget = (hash: Hash) => next(() => written(supabase().from('trade_watches').delete().eq('transaction_hash', hash)));
  return event => {
    if (event.type === 'sent') watch(event.hash);
    if (event.type === 'late') watch(event.of);
    // Nothing lands any more, and the sheet says why.
    if (event.type === 'reverted') forget(event.of);
    if (event.type === 'landed') {
      if (isSeen(event.landed.hash)) forget(event.of);
      // The wallet raised the fee: the index has it under this one.
      else if (event.landed.hash !== event.of) watch(event.landed.hash);
    }
  };
}
