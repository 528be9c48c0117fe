import { useNavigate, useParams } from 'react-router';
import { ChainScreen } from '../features/chains/chain-screen.tsx';
import { ChainsScreen } from '../features/chains/chains-screen.tsx';
import { RecordScreen } from '../features/provenance/record-screen.tsx';
import { useBack } from './use-back.ts';

/** All chains. */
export function ChainsPage() {
  const navigate = useNavigate();
  return <ChainsScreen onOpen={id => void navigate(`/chains/${id}`)} />;
}

/** One chain. */
export function ChainPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  return <ChainScreen key={id} id={id} onBack={useBack()} onRecord={move => void navigate(`/records/${move}`)} />;
}

/** Who made something, from what, and when. */
export function RecordPage() {
  const { id = '' } = useParams();
  return <RecordScreen key={id} id={id} onBack={useBack()} />;
}
