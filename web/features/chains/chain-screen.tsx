import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { useSession } from '../../lib/session.ts';
import { Button } from '../../ui/button/button.tsx';
import { IconButton } from '../../ui/button/icon-button.tsx';
import { Page, Section, TopBar } from '../../ui/layout/layout.tsx';
import { usePageTitle } from '../../ui/layout/use-page-title.ts';
import { Fault } from '../../ui/state/fault.tsx';
import { followChain, vote } from './act-on-chain.ts';
import { AddMoveSheet } from './add-move-sheet.tsx';
import { AddVerseSheet } from './add-verse-sheet.tsx';
import { type Chain, isMove, type Move } from './chain.ts';
import { ChainBar } from './chain-bar.tsx';
import { ChainHead } from './chain-head.tsx';
import { chainQuery, mineQuery, movesQuery } from './chain-queries.ts';
import { ChainState } from './chain-state.tsx';
import styles from './chains.module.css';
import { phraseTo } from './lay-out-tree.ts';
import { MoveTree } from './move-tree.tsx';
import { NextLink } from './next-link.tsx';
import { PhraseStrip } from './phrase-strip.tsx';
import { PractiseSheet } from './practise-sheet.tsx';

/** What other parts of the app put onto the page of a chain. */
export type ChainSlots = {
  /** Further controls in the head of the page: report. */
  actions: (chain: Chain) => ReactNode;
  /** What holds it, for whoever started it, and what holds the viewer's own moves in it. */
  hold: (chain: Chain, hidden: readonly Move[]) => ReactNode;
  /** Further controls beside the move that was chosen: report. */
  beside: (move: Move, chain: Chain) => ReactNode;
  /** The takes of a phrase, which play one after the other. */
  takes: (phrase: readonly Move[], chain: Chain) => ReactNode;
};

type ChainScreenProps = {
  id: string;
  slots: ChainSlots;
  /** A move that is being answered from the start on, with a take that was just performed for it. */
  answer?: { moveId: string; takeId: string | null } | null;
  /** No longer. */
  onAnswered: () => void;
  onBack: () => void;
  onRecord: (moveId: string) => void;
  /** A cast about the chain, with its page. */
  onShare: (chain: Chain) => void;
  /** A take for an answer to this move. */
  onPerform: (move: Move) => void;
};

/** A chain: its phrase, who carried it, and the way in. */
export function ChainScreen({ id, slots, answer = null, onAnswered, onBack, onRecord, onShare, onPerform }: ChainScreenProps) {
  const cache = useQueryClient();
  const viewer = useSession()?.user.id;
  const chain = useQuery(chainQuery(id));
  const tree = useQuery(movesQuery(id));
  const { data: mine } = useQuery(mineQuery(id, viewer));
  const [picked, setPicked] = useState<string>();
  /** The moves that are being answered and practised, whoever adds to the chain meanwhile. */
  const [answering, setAnswering] = useState(answer?.moveId ?? null);
  const [practising, setPractising] = useState<string | null>(null);
  const again = () => cache.invalidateQueries({ queryKey: ['chains'] });
  const voting = useMutation({
    mutationFn: ({ move, wants }: { move: string; wants: boolean }) => vote(move, wants),
    onSettled: again,
  });
  const following = useMutation({ mutationFn: (wants: boolean) => followChain(id, wants), onSettled: again });
  usePageTitle(chain.data?.title);
  if (!chain.data || !tree.data)
    return (
      <Page className={styles.page ?? ''}>
        <TopBar onBack={onBack} />
        <ChainState query={chain.data ? tree : chain} lines={['Chain', 'broken']}>
          There is no such chain any more. It may have been taken down.
        </ChainState>
      </Page>
    );
  const shown = chain.data;
  const { kind, ink, follows, hidden } = shown;
  const links = tree.data;
  const moves = links.filter(isMove);
  /** The moves up to this one; none when one of them is hidden, as nobody can repeat what nobody sees. */
  const openTo = (id: string | null) => {
    const way = id === null ? [] : phraseTo(links, id);
    return way.every(isMove) && !way.some(move => move.hidden) ? way : [];
  };
  const takeAnswers = moves.filter(move => openTo(move.id).length > 0);
  const depth = Math.max(...takeAnswers.map(move => move.depth));
  const deepest = takeAnswers.find(move => move.depth === depth);
  const last = moves.find(move => move.id === picked) ?? deepest ?? moves.at(-1);
  const phrase = last ? phraseTo(links, last.id) : [];
  const answered = openTo(answering);
  const answers = answered.at(-1);
  const practised = openTo(practising);
  const open = last !== undefined && takeAnswers.includes(last);
  const dance = kind === 'dance';
  const part = dance ? 'move' : 'verse';
  const close = () => {
    setAnswering(null);
    onAnswered();
  };
  const sheet = answers && { takeId: answer?.takeId ?? null, onPerform: () => onPerform(answers), onClose: close };
  return (
    <Page className={styles.page ?? ''}>
      <TopBar onBack={onBack}>
        {!hidden && <IconButton icon="share" label="Share" onClick={() => onShare(shown)} />}
        {!hidden && slots.actions(chain.data)}
        <Button
          size="small"
          variant={mine?.follows ? 'quiet' : 'outline'}
          onClick={() => {
            if (!following.isPending) following.mutate(!mine?.follows);
          }}
        >
          {mine?.follows ? `Following · ${follows}` : `Follow · ${follows}`}
        </Button>
      </TopBar>
      <ChainHead chain={chain.data} />
      <div className={styles.hold}>
        {slots.hold(
          shown,
          moves.filter(move => move.hidden),
        )}
      </div>
      {(voting.error ?? following.error) && (
        <Section label="What went wrong">
          <Fault>{wordsOf(voting.error ?? following.error).body}</Fault>
        </Section>
      )}
      {dance && <PhraseStrip key={last?.id} phrase={phrase} ink={ink} />}
      {slots.takes(phrase.filter(isMove), chain.data)}
      <Section title="Who carried it" aside={dance && 'Match to the phrase before'}>
        <MoveTree
          links={links}
          part={part}
          chosen={last?.id}
          voted={mine?.voted ?? new Set()}
          viewer={viewer}
          onChoose={setPicked}
          onVote={(move, wants) => voting.mutate({ move, wants })}
        />
        {last && open && !hidden && <NextLink last={last} kind={kind} />}
        {last && (
          <div className={styles.about}>
            <Button variant="text" size="small" onClick={() => onRecord(last.id)}>
              Who made it, from what, and when
            </Button>
            {!hidden && !last.hidden && slots.beside(last, shown)}
          </div>
        )}
      </Section>
      {last && !hidden && (
        <ChainBar
          last={last}
          part={part}
          open={open}
          onPractise={() => setPractising(last.id)}
          onAnswer={() => setAnswering(last.id)}
        />
      )}
      {practised.length > 0 && <PractiseSheet phrase={practised} ink={ink} onClose={() => setPractising(null)} />}
      {sheet && dance && <AddMoveSheet phrase={answered} ink={ink} {...sheet} />}
      {sheet && !dance && <AddVerseSheet answers={answers} {...sheet} />}
    </Page>
  );
}
