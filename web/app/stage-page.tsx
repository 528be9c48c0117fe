import { useNavigate } from 'react-router';
import { SignInButton } from '../features/identity/sign-in-button.tsx';
import type { OwnTake } from '../features/launches/launch-queries.ts';
import { StageScreen } from '../features/launches/stage-screen.tsx';
import { EarningsSummary } from '../features/markets/earnings/earnings-summary.tsx';
import { PicturePicker } from '../features/media/picture-picker.tsx';
import { Holds } from '../features/moderation/holds.tsx';
import { useSession } from '../lib/session.ts';
import { Button } from '../ui/button/button.tsx';
import { IconButton } from '../ui/button/icon-button.tsx';
import { StageMilestones } from './stage-milestones.tsx';
import { StageTake } from './stage-take.tsx';

/** "Your stage": the creator's own view. */
export function StagePage() {
  const navigate = useNavigate();
  const own = useSession()?.user.id;
  const open = (id: string) => void navigate(`/p/${id}`);
  return (
    <StageScreen
      openTake={open}
      renderTake={(take: OwnTake) => <StageTake take={take} onOpen={() => open(take.id)} />}
      holds={<Holds />}
      earnings={userId => <EarningsSummary userId={userId} onOpen={() => void navigate('/earnings')} />}
      milestones={userId => <StageMilestones userId={userId} />}
      uploadPicture={use => <PicturePicker purpose="coin" fileLabel="Picture of the coin" label="Upload a picture" use={use} />}
      perform={<Button onClick={() => void navigate('/perform')}>Perform</Button>}
      signIn={<SignInButton />}
      account={
        <>
          <IconButton icon="person" label="Your profile" onClick={() => void navigate(`/u/${own}`)} />
          <IconButton icon="gear" label="Your account" onClick={() => void navigate('/account')} />
        </>
      }
    />
  );
}
