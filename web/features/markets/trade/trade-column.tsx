import { useStore } from '../../../lib/store.ts';
import { IconButton } from '../../../ui/button/icon-button.tsx';
import { LandedBadge } from './trade-landed.tsx';
import { TradePanel } from './trade-panel.tsx';
import type { TradeSession } from './trade-session.ts';

/** A trade in a column of its page: the same screens as in the sheet. */
export function TradeColumn({ session }: { session: TradeSession }) {
  const state = useStore(session.state);
  const again = () => session.dispatch({ type: 'again' });
  return (
    <section aria-label={`Trade ${session.subject.coin.symbol}`}>
      {state.view === 'slippage' && (
        <IconButton icon="back" label="Back" onClick={() => session.dispatch({ type: 'close-slippage' })} />
      )}
      {state.step.name === 'landed' && <LandedBadge side={state.side} />}
      <TradePanel session={session} onClose={again} onViewCoin={again} />
    </section>
  );
}
