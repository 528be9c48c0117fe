import { useNavigate } from 'react-router';
import { TroubleNote } from '../features/ops/trouble-note.tsx';

/** The word about what is wrong, with the way to all of it. */
export function Trouble({ className }: { className?: string | undefined }) {
  const navigate = useNavigate();
  return <TroubleNote className={className} onStatus={() => void navigate('/status')} />;
}

// Here because it follows the same topic, and a part of its own would split what every page begins with.
export { NewTakes } from '../features/performances/new-takes.tsx';
