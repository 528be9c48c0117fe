import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { Chain, Move } from '../features/chains/chain.ts';
import { ChainScreen, type ChainSlots } from '../features/chains/chain-screen.tsx';
import { ChainsScreen } from '../features/chains/chains-screen.tsx';
import { HoldOf } from '../features/moderation/holds.tsx';
import { TakesInARow } from '../features/performances/takes-in-a-row.tsx';
import { RecordScreen } from '../features/provenance/record-screen.tsx';
import { Button } from '../ui/button/button.tsx';
import { shareChain } from './cast-actions.ts';
import { LookAfter } from './look-after.tsx';
import { useBack } from './use-back.ts';

/** All chains. */
export function ChainsPage() {
  const navigate = useNavigate();
  const [query] = useSearchParams();
  return (
    <ChainsScreen
      takeId={query.get('take')}
      onOpen={id => void navigate(`/chains/${id}`)}
      onPerform={() => void navigate('/perform?chain=new')}
      onEnd={() => query.has('take') && void navigate('/chains', { replace: true })}
    />
  );
}

const partOf = ({ kind }: Pick<Chain, 'kind'>) => (kind === 'song' ? 'verse' : 'move');

const slots: ChainSlots = {
  actions: ({ id, title }) => <LookAfter subject={{ kind: 'chain', id, title }} />,
  hold: (chain, hidden) => (
    <>
      <HoldOf kind="chain" id={chain.id} />
      {hidden.map(({ id }) => (
        <HoldOf key={id} kind={partOf(chain)} id={id} />
      ))}
    </>
  ),
  beside: ({ id, name }, chain) => <LookAfter subject={{ kind: partOf(chain), id, title: name }} />,
  takes: (phrase, { kind }) => <Takes phrase={phrase} kind={kind} />,
};

/** One chain. With `?move=` and `?take=`, somebody comes back from performing an answer. */
export function ChainPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const moveId = query.get('move');
  const perform = (move: Move) => {
    const made = new URLSearchParams({ ...(move.takeId && { remix: move.takeId }), chain: id, move: move.id });
    void navigate(`/perform?${made}`);
  };
  return (
    <ChainScreen
      key={id}
      id={id}
      slots={slots}
      answer={moveId === null ? null : { moveId, takeId: query.get('take') }}
      onAnswered={() => moveId !== null && void navigate(`/chains/${id}`, { replace: true })}
      onBack={useBack()}
      onChains={() => void navigate('/chains')}
      onShare={shareChain}
      onRecord={move => void navigate(`/records/${move}`)}
      onPerform={perform}
    />
  );
}

function Takes({ phrase, kind }: { phrase: readonly Move[]; kind: 'dance' | 'song' }) {
  const navigate = useNavigate();
  const row = phrase.flatMap(({ takeId, name }) => (takeId === null ? [] : [{ takeId, name }]));
  if (row.length === 0) return null;
  return (
    <TakesInARow title={kind === 'song' ? 'The song so far' : 'On stage'} row={row} onOpen={id => void navigate(`/p/${id}`)} />
  );
}

/** Who made something, from what, and when. */
export function RecordPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const toFeed = <Button onClick={() => void navigate('/')}>Back to the feed</Button>;
  return <RecordScreen key={id} id={id} onBack={useBack()} toFeed={toFeed} />;
}
