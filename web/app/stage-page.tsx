import { useNavigate } from 'react-router';
import { SignInButton } from '../features/identity/sign-in-button.tsx';
import type { OwnTake } from '../features/launches/launch-queries.ts';
import { StageScreen } from '../features/launches/stage-screen.tsx';
import { Button } from '../ui/button/button.tsx';
import { StageTake } from './stage-take.tsx';

/** "Your stage": the creator's own view. */
export function StagePage() {
  const navigate = useNavigate();
  const open = (id: string) => void navigate(`/p/${id}`);
  return (
    <StageScreen
      openTake={open}
      renderTake={(take: OwnTake) => <StageTake take={take} onOpen={() => open(take.id)} />}
      perform={<Button onClick={() => void navigate('/perform')}>Cast your first take</Button>}
      signIn={<SignInButton />}
    />
  );
}
