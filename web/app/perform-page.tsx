import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { CaptureScreen } from '../features/media/capture-screen.tsx';
import { forgetDraft, type KeptTake, keptTake } from '../features/media/draft-store.ts';
import { personStore } from '../lib/person.ts';
import { useStore } from '../lib/store.ts';
import { usePending } from '../ui/skeleton/use-pending.ts';
import { useFocusKept } from '../ui/use-focus-kept.ts';
import { PostTake } from './post-take.tsx';
import { Turning } from './turning.tsx';

/** Perform: record or choose a take, then post it. A take that was kept is still here after a reload; for a moment it is waited for, then one can begin. */
export function PerformPage() {
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [query] = useSearchParams();
  const [take, setTake] = useState<KeptTake | null>(null);
  /** What an earlier visit kept; undefined until the browser's database answers, which may be never. */
  const [kept, setKept] = useState<KeptTake | null>();
  const late = usePending(kept === undefined);
  const focus = useFocusKept<HTMLDivElement>(page => page.querySelector('h1'));
  const person = useStore(personStore).id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each has their own, and who it is may be known a moment after the page
  useEffect(() => {
    void keptTake().then(setKept);
  }, [person]);
  const drop = (dropped: KeptTake) => {
    void forgetDraft(dropped.performanceId);
    setKept(null);
    setTake(null);
  };
  const begun = kept !== undefined || late;
  return (
    <div {...focus}>
      {take === null ? (
        begun ? (
          <CaptureScreen kept={kept ?? null} onKept={setTake} />
        ) : (
          <Turning />
        )
      ) : (
        <PostTake
          take={take}
          remixOf={query.get('remix')}
          onDrop={() => drop(take)}
          onPosted={() => {
            void forgetDraft(take.performanceId);
            void cache.invalidateQueries({ queryKey: ['performances'] });
            void navigate(afterPosting(query, take.performanceId), { replace: true });
          }}
        />
      )}
    </div>
  );
}

/** To the take; or back to the chain that it was made for, to join it. */
function afterPosting(query: URLSearchParams, takeId: string): string {
  const chain = query.get('chain');
  if (chain === null) return `/p/${takeId}`;
  const move = query.get('move');
  return move === null ? `/chains?take=${takeId}` : `/chains/${chain}?move=${move}&take=${takeId}`;
}
