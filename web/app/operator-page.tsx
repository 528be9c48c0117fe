import { useNavigate } from 'react-router';
import { SignInButton } from '../features/identity/sign-in-button.tsx';
import { OperatorScreen } from '../features/moderation/operator-screen.tsx';
import { useBack } from './use-back.ts';

/** "Looking after takes", for operators. */
export function OperatorPage() {
  const navigate = useNavigate();
  return (
    <OperatorScreen
      onBack={useBack()}
      onTake={id => void navigate(`/p/${id}`)}
      onChain={id => void navigate(`/chains/${id}`)}
      signIn={<SignInButton />}
    />
  );
}
