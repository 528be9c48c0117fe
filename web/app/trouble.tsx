import { useNavigate } from 'react-router';
import { TroubleNote } from '../features/ops/trouble-note.tsx';

/** The word about what is wrong, with the way to all of it. */
export function Trouble({ className }: { className?: string | undefined }) {
  const navigate = useNavigate();
  return <TroubleNote className={className} onStatus={() => void navigate('/status')} />;
}
