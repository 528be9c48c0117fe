import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { CaptureScreen } from '../features/media/capture-screen.tsx';
import { forgetDraft, type KeptTake, readDraft } from '../features/media/draft-store.ts';
import { PostTake } from './post-take.tsx';

/** Perform: record or choose a take, then post it. A take that was kept is still here after a reload. */
export function PerformPage() {
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [query] = useSearchParams();
  const [take, setTake] = useState<KeptTake | null | undefined>();
  useEffect(() => {
    void readDraft<KeptTake>('take').then(kept => setTake(kept ?? null));
  }, []);
  if (take === undefined) return null;
  if (take === null) return <CaptureScreen onKept={setTake} />;
  const drop = () => {
    void forgetDraft();
    setTake(null);
  };
  return (
    <PostTake
      take={take}
      remixOf={query.get('remix')}
      onDrop={drop}
      onPosted={() => {
        void forgetDraft();
        void cache.invalidateQueries({ queryKey: ['performances'] });
        void navigate(afterPosting(query, take.performanceId), { replace: true });
      }}
    />
  );
}

/** To the take; or back to the chain that it was made for, to join it. */
function afterPosting(query: URLSearchParams, takeId: string): string {
  const chain = query.get('chain');
  if (chain === null) return `/p/${takeId}`;
  const move = query.get('move');
  return move === null ? `/chains?take=${takeId}` : `/chains/${chain}?move=${move}&take=${takeId}`;
}
