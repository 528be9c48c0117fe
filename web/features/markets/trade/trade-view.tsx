import type { ReactNode } from 'react';
import { useFocusKept } from '../../../ui/use-focus-kept.ts';
import { SlippageView } from './slippage-view.tsx';
import { TradeEntry } from './trade-entry.tsx';
import { TradeLanded } from './trade-landed.tsx';
import { TradeProgress } from './trade-progress.tsx';
import type { TradeViewProps } from './trade-view-props.ts';

/** The part of a trade that its state calls for. Stands in a sheet on phones and in a column on wide screens. */
export function TradeView(props: TradeViewProps) {
  const kept = useFocusKept<HTMLDivElement>(trade => trade.querySelector('ol'));
  return <div {...kept}>{viewOf(props)}</div>;
}

function viewOf(props: TradeViewProps): ReactNode {
  const { state, dispatch } = props;
  if (state.view === 'slippage')
    return <SlippageView slippageBps={state.slippageBps} onChoose={bps => dispatch({ type: 'slippage', bps })} />;
  if (state.step.name === 'entry') return <TradeEntry {...props} />;
  if (state.step.name === 'landed') return <TradeLanded {...props} landed={state.step.landed} />;
  return <TradeProgress {...props} />;
}
