import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { inkOf } from '../../shared/performances/ink-of.ts';
import { adoptCast, lookAtCast } from '../features/performances/post/post-calls.ts';
import { PostForm } from '../features/performances/post/post-form.tsx';
import type { PostWords } from '../features/performances/post/post-words.ts';
import { wordsOf } from '../lib/errors.ts';
import { useHost } from '../lib/host.ts';
import { NotReady } from '../lib/not-ready.tsx';
import { SignInError } from '../lib/sign-in-error.ts';
import { useAttempt } from '../lib/use-attempt.ts';
import { Button } from '../ui/button/button.tsx';
import { Centred, Page, TopBar } from '../ui/layout/layout.tsx';
import { EmptyState } from '../ui/state/empty-state.tsx';

/** Opened from a cast's share sheet: its author makes a take of it. Farcaster says which cast; whose it is, the server asks itself. */
export function FromCastPage() {
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const hash = query.get('castHash') ?? '';
  const { user } = useHost();
  const others = user !== null && query.get('castFid') !== null && Number(query.get('castFid')) !== user.fid;
  const { data, error, isPaused, isFetching, refetch } = useQuery({
    queryKey: ['performances', 'cast', hash],
    queryFn: ({ signal }) => lookAtCast(hash, signal),
    enabled: hash !== '' && !others,
    retry: false,
  });
  const passing = error !== null && wordsOf(error).retryable;
  const why = reasonAgainst({ hash, others, error: passing ? null : error, hasMedia: data?.has_media });
  return (
    <Page>
      <TopBar title="Make it a take" />
      {why !== null && (
        <Centred>
          <EmptyState lines={['Not this', 'cast']} action={<Button onClick={() => void navigate('/perform')}>Perform</Button>}>
            {why}
          </EmptyState>
        </Centred>
      )}
      {why === null && !data && (
        <NotReady
          error={error}
          onRetry={() => void refetch()}
          retrying={isFetching}
          paused={isPaused}
          notRead={
            error instanceof SignInError ? error.message : 'We could not read your cast. Nothing is lost: try again in a moment.'
          }
          otherwise={<Centred>Reading your cast</Centred>}
        />
      )}
      {why === null && data && <Adopt hash={hash} title={data.title ?? ''} kind={data.kind} />}
    </Page>
  );
}

type Asked = { hash: string; others: boolean; error: Error | null; hasMedia: boolean | undefined };

/** Why a cast becomes no take, in words; null while nothing speaks against it. */
function reasonAgainst({ hash, others, error, hasMedia }: Asked): string | null {
  if (others) return 'Only its author can turn a cast into a take.';
  if (hash === '') return 'Share a cast of yours with GigaVibe to make a take of it.';
  if (error) return wordsOf(error).body;
  return hasMedia === false ? 'This cast has no song or film in it. Record or upload your take here instead.' : null;
}

function Adopt({ hash, title, kind }: { hash: string; title: string; kind: PostWords['kind'] }) {
  const navigate = useNavigate();
  const cache = useQueryClient();
  const first: PostWords = { title, caption: '', kind, ink: inkOf(hash), language: '', attested: [false, false] };
  const [words, setWords] = useState(first);
  const { working, fault, attempt } = useAttempt<'Making it a take'>();
  const adopt = async () => {
    const { id } = await adoptCast(hash, words);
    void cache.invalidateQueries({ queryKey: ['performances'] });
    void navigate(`/p/${id}`, { replace: true });
  };
  return (
    <PostForm
      words={words}
      onWords={setWords}
      picture={null}
      working={working ?? undefined}
      fault={fault}
      onPost={() => void attempt('Making it a take', adopt)}
      label="Make it a take"
      withCaption={false}
      note="Your cast stays as it is. You decide later if it becomes a coin."
    />
  );
}
