import { useNavigate } from 'react-router';
import { SignInButton } from '../features/identity/sign-in-button.tsx';
import { PortfolioScreen } from '../features/markets/portfolio/portfolio-screen.tsx';
import { Button } from '../ui/button/button.tsx';

/** "Your coins". */
export function CoinsPage() {
  const navigate = useNavigate();
  return (
    <PortfolioScreen
      openTake={id => void navigate(`/p/${id}`)}
      toFeed={<Button onClick={() => void navigate('/?feed=rising')}>See what is rising</Button>}
      signIn={<SignInButton />}
    />
  );
}
