import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { useSession } from '../../lib/session.ts';
import { BarToCome } from '../../ui/action-bar/bar-to-come.tsx';
import { Button } from '../../ui/button/button.tsx';
import { IconButton } from '../../ui/button/icon-button.tsx';
import { Page, Section, TopBar } from '../../ui/layout/layout.tsx';
import { usePageTitle } from '../../ui/layout/use-page-title.ts';
import { Fault } from '../../ui/state/fault.tsx';
import { AnswerSheet, type AnswerSheetProps } from './answer-sheet.tsx';
import { type Chain, isMove, type Link, type Move } from './chain.ts';
import { ChainBar } from './chain-bar.tsx';
import { ChainHead } from './chain-head.tsx';
import { chainQuery, type Mine, mineQuery, movesQuery } from './chain-queries.ts';
import { ChainState } from './chain-state.tsx';
import { chainView, repeatable } from './chain-view.ts';
import styles from './chains.module.css';
import { FollowButton } from './follow-button.tsx';
import { MoveTree } from './move-tree.tsx';
import { NextLink } from './next-link.tsx';
import { PhraseStrip } from './phrase-strip.tsx';
import { PractiseSheet } from './practise-sheet.tsx';
import { useChainActs } from './use-chain-acts.ts';

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

type ChainScreenProps = Pick<AnswerSheetProps, 'answer' | 'onAnswered' | 'onPerform'> & {
  id: string;
  slots: ChainSlots;
  onBack: () => void;
  /** All chains. */
  onChains: () => void;
  onRecord: (moveId: string) => void;
  /** A cast about the chain, with its page. */
  onShare: (chain: Chain) => void;
};

/** A chain: its phrase, who carried it, and the way in. */
export function ChainScreen({ id, onChains, ...rest }: ChainScreenProps) {
  const viewer = useSession()?.user.id;
  const chain = useQuery(chainQuery(id));
  const tree = useQuery(movesQuery(id));
  const { data: mine } = useQuery(mineQuery(id, viewer));
  usePageTitle(chain.data?.title);
  if (chain.data && tree.data) return <Shown chain={chain.data} links={tree.data} mine={mine} viewer={viewer} {...rest} />;
  return (
    <Page className={styles.page ?? ''}>
      <TopBar unseen="Chain" onBack={rest.onBack} />
      {(chain.isLoading || tree.isLoading) && <BarToCome />}
      <ChainState
        query={chain.data ? tree : chain}
        lines={['Chain', 'broken']}
        action={<Button onClick={onChains}>See all chains</Button>}
      >
        There is no such chain any more. It may have been taken down.
      </ChainState>
    </Page>
  );
}

type ShownProps = Omit<ChainScreenProps, 'id' | 'onChains'> & {
  chain: Chain;
  links: readonly Link[];
  /** What the viewer did to the chain, once that is known. */
  mine: Mine | undefined;
  viewer: string | undefined;
};

function Shown({ chain, links, mine, viewer, slots, onBack, onRecord, onShare, ...answering }: ShownProps) {
  const [picked, setPicked] = useState<string>();
  /** The moves that are being answered and practised, whoever adds to the chain meanwhile. */
  const [answered, setAnswered] = useState(answering.answer?.moveId ?? null);
  const [practised, setPractised] = useState<string | null>(null);
  const acts = useChainActs(chain.id);
  const { title, kind, ink, follows, hidden } = chain;
  const { moves, last, phrase, open } = chainView(links, picked);
  const practising = repeatable(links, practised);
  const part = kind === 'dance' ? 'move' : 'verse';
  return (
    <Page className={styles.page ?? ''}>
      <TopBar onBack={onBack}>
        {!hidden && <IconButton icon="share" label="Share" onClick={() => onShare(chain)} />}
        {!hidden && slots.actions(chain)}
        <FollowButton title={title} follows={follows} following={mine?.follows === true} onFollow={acts.follow} />
      </TopBar>
      <ChainHead chain={chain} />
      <div className={styles.hold}>
        {slots.hold(
          chain,
          moves.filter(move => move.hidden),
        )}
      </div>
      {acts.error && (
        <Section label="What went wrong">
          <Fault>{wordsOf(acts.error).body}</Fault>
        </Section>
      )}
      {kind === 'dance' && <PhraseStrip key={last?.id} phrase={phrase} ink={ink} />}
      {slots.takes(phrase.filter(isMove), chain)}
      <Section title="Who carried it" aside={kind === 'dance' && 'Match to the phrase before'}>
        <MoveTree
          links={links}
          part={part}
          chosen={last?.id}
          voted={mine?.voted ?? new Set()}
          viewer={viewer}
          onChoose={setPicked}
          onVote={acts.vote}
        />
        {last && open && !hidden && <NextLink last={last} kind={kind} />}
        {last && (
          <div className={styles.about}>
            <Button variant="text" size="small" onClick={() => onRecord(last.id)}>
              Who made it, from what, and when
            </Button>
            {!hidden && !last.hidden && slots.beside(last, chain)}
          </div>
        )}
      </Section>
      {last && !hidden && (
        <ChainBar
          last={last}
          part={part}
          open={open}
          onPractise={() => setPractised(last.id)}
          onAnswer={() => setAnswered(last.id)}
        />
      )}
      {practising.length > 0 && <PractiseSheet phrase={practising} ink={ink} onClose={() => setPractised(null)} />}
      <AnswerSheet chain={chain} phrase={repeatable(links, answered)} onClose={() => setAnswered(null)} {...answering} />
    </Page>
  );
}
