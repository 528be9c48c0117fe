import { useNavigate } from 'react-router';
import { SignInButton } from '../features/identity/sign-in-button.tsx';
import { EarningsScreen } from '../features/markets/earnings/earnings-screen.tsx';
import { Button } from '../ui/button/button.tsx';
import { useBack } from './use-back.ts';

/** "Earnings": what waits for the viewer, and what their coins earned. */
export function EarningsPage() {
  const navigate = useNavigate();
  return (
    <EarningsScreen
      onBack={useBack()}
      openTake={id => void navigate(`/p/${id}`)}
      perform={<Button onClick={() => void navigate('/perform')}>Perform</Button>}
      signIn={<SignInButton />}
    />
  );
}
