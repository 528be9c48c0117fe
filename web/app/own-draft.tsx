import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ownDraftQuery } from '../features/performances/own-draft-query.ts';
import { performanceQuery } from '../features/performances/performance-query.ts';
import { useSession } from '../lib/session.ts';
import { Button } from '../ui/button/button.tsx';
import { Centred } from '../ui/layout/layout.tsx';
import { EmptyState } from '../ui/state/empty-state.tsx';
import { castTake } from './cast-take.ts';

/** Where a take is not on stage: for its author, if it only was never cast, the way to cast it. */
export function OwnDraft({ id, otherwise }: { id: string; otherwise: ReactNode }) {
  const { data: draft, isLoading } = useQuery(ownDraftQuery(id, useSession()?.user.id));
  const [casting, setCasting] = useState(false);
  // The page shows the take itself as soon as its cast is known.
  const { refetch } = useQuery({ ...performanceQuery(id), enabled: Boolean(draft), refetchInterval: 5_000 });
  if (isLoading) return null;
  if (!draft) return otherwise;
  const cast = async () => {
    setCasting(true);
    await castTake(id, draft.castText);
    setCasting(false);
    void refetch();
  };
  return (
    <Centred>
      <EmptyState
        lines={['Not on', 'stage yet']}
        action={
          <Button working={casting ? 'Waiting for your cast' : undefined} onClick={() => void cast()}>
            Post to Farcaster
          </Button>
        }
      >
        {draft.title} is kept. Cast it, and it is on stage.
      </EmptyState>
    </Centred>
  );
}
