import { useNavigate } from 'react-router';
import { StatusScreen } from '../features/ops/status-screen.tsx';

/** Which part is away, and since when. */
export function StatusPage() {
  const navigate = useNavigate();
  return <StatusScreen onBack={() => void navigate(-1)} />;
}
