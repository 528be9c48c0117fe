import { useEffect, useMemo, useRef } from 'react';
import { signInSheetStore } from '../../../lib/sign-in-sheet-store.ts';
import { useStore } from '../../../lib/store.ts';
import { tokenText } from '../../../ui/format/money.ts';
import { Sheet } from '../../../ui/sheet/sheet.tsx';
import { ToastProvider, useToast } from '../../../ui/toast/toast.tsx';
import { ethMoved } from '../money.ts';
import { TradeHeader } from './trade-header.tsx';
import { LandedBadge } from './trade-landed.tsx';
import { TradePanel } from './trade-panel.tsx';
import { isSettling, settlingStore, type TradeSession, tradeSession } from './trade-session.ts';
import { closeTradeSheet, openSheetStore } from './trade-sheet-store.ts';

/** The trade sheet of the app, and the word about trades that land while it is closed. Loaded with the first trade. */
export function TradeHost({ onViewCoin }: { onViewCoin: (performanceId: string) => void }) {
  const asked = useStore(openSheetStore);
  const session = useMemo(() => asked && tradeSession(asked.subject, asked.side), [asked]);
  // Sheets are never two deep: this one comes back when the person has signed in.
  const signingIn = useStore(signInSheetStore) !== null;
  const wasSigningIn = useRef(false);
  useEffect(() => {
    wasSigningIn.current = signingIn;
  });
  return (
    <ToastProvider>
      {session && !signingIn && (
        <TradeSheet key={session.subject.coin.address} session={session} again={wasSigningIn.current} onViewCoin={onViewCoin} />
      )}
      <LandingNews />
    </ToastProvider>
  );
}

type TradeSheetProps = { session: TradeSession; again: boolean; onViewCoin: (performanceId: string) => void };

function TradeSheet({ session, again, onViewCoin }: TradeSheetProps) {
  const state = useStore(session.state);
  const { symbol } = session.subject.coin;
  const slippage = state.view === 'slippage';
  return (
    <Sheet
      open
      onOpenChange={open => !open && closeTradeSheet()}
      title={slippage ? 'Slippage' : `Trade ${symbol}`}
      header={
        slippage ? undefined : state.step.name === 'landed' ? (
          <LandedBadge side={state.side} />
        ) : (
          <TradeHeader session={session} />
        )
      }
      onBack={slippage ? () => session.dispatch({ type: 'close-slippage' }) : undefined}
    >
      <TradePanel
        session={session}
        again={again}
        onClose={closeTradeSheet}
        onViewCoin={performanceId => {
          closeTradeSheet();
          onViewCoin(performanceId);
        }}
      />
    </Sheet>
  );
}

/** Follows what settles and says so once when its sheet is not open. */
function LandingNews() {
  const settling = useStore(settlingStore);
  const toast = useToast();
  const followed = useRef<readonly TradeSession[]>([]);
  useEffect(() => {
    for (const session of followed.current) {
      if (!isSettling(session.state.get()) && openSheetStore.get()?.subject.coin.address !== session.subject.coin.address)
        toast({ text: landingWords(session) });
    }
    followed.current = settling;
  }, [settling, toast]);
  return null;
}

function landingWords(session: TradeSession): string {
  const { step, side } = session.state.get();
  const { symbol } = session.subject.coin;
  if (step.name !== 'landed') return `Your ${symbol} trade did not go through. Open it to see why.`;
  return side === 'buy'
    ? `Bought ${tokenText(step.landed.coinAmount)} ${symbol}.`
    : `Sold ${symbol}${step.landed.ether === null ? '' : ` for ${ethMoved(step.landed.ether)}`}.`;
}
