import { useState } from 'react';
import { inkOf } from '../../shared/performances/ink-of.ts';
import { CreditNote } from '../features/chains/credit-note.tsx';
import type { KeptTake } from '../features/media/draft-store.ts';
import { keepWords, keptWords } from '../features/media/draft-words.ts';
import { saveDraft } from '../features/performances/post/post-calls.ts';
import { PostForm } from '../features/performances/post/post-form.tsx';
import { castTextOf, type PostWords } from '../features/performances/post/post-words.ts';
import { wordsOf } from '../lib/errors.ts';
import { isLeftToWeb, useHost } from '../lib/host.ts';
import { useLeaving } from '../lib/use-leaving.ts';
import { useObjectUrl } from '../lib/use-object-url.ts';
import { Button } from '../ui/button/button.tsx';
import { Page, TopBar } from '../ui/layout/layout.tsx';
import { castTake } from './cast-take.ts';
import { uploadTake } from './upload-take.ts';

type PostTakeProps = { take: KeptTake; remixOf: string | null; onDrop: () => void; onPosted: () => void };

/** The last step: words and rights, then upload, check and cast, each with its name on the button. */
export function PostTake({ take, remixOf, onDrop, onPosted }: PostTakeProps) {
  const [words, setWords] = useState<PostWords>(() => ({ ...firstWords(take), ...keptWords<PostWords>(take.performanceId) }));
  const [working, setWorking] = useState<string>();
  const [fault, setFault] = useState<string | null>(null);
  /** Everything is on the server, and the composer waits for a press: browsers open no page for one of long ago. */
  const [kept, setKept] = useState(false);
  const leaving = useLeaving();
  const outside = isLeftToWeb(useHost(), 'actions.composeCast');
  const picture = useObjectUrl(take.poster);
  const change = (next: PostWords) => {
    setWords(next);
    setKept(false);
    setFault(null);
    keepWords(take.performanceId, next);
  };
  const keep = async (left: AbortSignal) => {
    const files = await uploadTake(take, setWorking, left);
    setWorking('Keeping your words');
    const { on_stage } = await saveDraft(take.performanceId, words, files, remixOf);
    left.throwIfAborted();
    return on_stage;
  };
  const post = async () => {
    setFault(null);
    const left = leaving();
    try {
      if (!kept) {
        // It was cast, and the app was closed before it heard so.
        if (await keep(left)) return onPosted();
        if (outside && !navigator.userActivation?.isActive) return setKept(true);
      }
      setWorking('Waiting for your cast');
      const hash = await castTake(take.performanceId, castTextOf(words));
      if (hash === null && !outside) return setFault('You did not cast it. Nothing was posted; your take is still here.');
      onPosted();
    } catch (error) {
      if (!left.aborted) setFault(wordsOf(error).body);
    } finally {
      setWorking(undefined);
    }
  };
  return (
    <Page>
      <TopBar title="Post as a cast">
        <Button variant="text" size="small" onClick={onDrop}>
          Discard
        </Button>
      </TopBar>
      <PostForm
        words={words}
        onWords={change}
        picture={picture}
        working={working}
        fault={fault}
        onPost={() => void post()}
        label={kept ? 'Open Farcaster' : 'Post to Farcaster'}
        credits={remixOf && <CreditNote of={{ take: remixOf }} />}
        note={
          kept
            ? 'Your take is uploaded. Cast it there, and it is on stage.'
            : 'Posts to your account. You decide later if it becomes a coin.'
        }
      />
    </Page>
  );
}

function firstWords(take: KeptTake): PostWords {
  return {
    title: take.measured.facts.title ?? '',
    caption: '',
    kind: take.film ? 'dance' : 'song',
    ink: inkOf(take.performanceId),
    language: '',
    attested: [false, false],
  };
}
