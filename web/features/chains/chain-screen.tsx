import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { JOINS_FROM } from '../../../shared/chains/judge-repeat.ts';
import { MOST_MOVES } from '../../../shared/chains/schema.ts';
import { wordsOf } from '../../lib/errors.ts';
import { useSession } from '../../lib/session.ts';
import { ActionBar } from '../../ui/action-bar/action-bar.tsx';
import { Badge } from '../../ui/badge/badge.tsx';
import { Button } from '../../ui/button/button.tsx';
import { catalogueNumber } from '../../ui/format/catalogue.ts';
import { Page, Section, TopBar } from '../../ui/layout/layout.tsx';
import { Notice } from '../../ui/state/notice.tsx';
import { WoodType } from '../../ui/wood-type/wood-type.tsx';
import { followChain, vote } from './act-on-chain.ts';
import { AddMoveSheet } from './add-move-sheet.tsx';
import type { Move } from './chain.ts';
import { chainQuery, mineQuery, movesQuery } from './chain-queries.ts';
import { ChainState } from './chain-state.tsx';
import styles from './chains.module.css';
import { phraseTo } from './lay-out-tree.ts';
import { MoveTree } from './move-tree.tsx';
import { PhraseStrip } from './phrase-strip.tsx';

type ChainScreenProps = { id: string; onBack: () => void; onRecord: (id: string) => void };

/** A chain: its phrase, who carried it, and the way in. */
export function ChainScreen({ id, onBack, onRecord }: ChainScreenProps) {
  const cache = useQueryClient();
  const viewer = useSession()?.user.id;
  const chain = useQuery(chainQuery(id));
  const tree = useQuery(movesQuery(id));
  const { data: mine } = useQuery(mineQuery(id, viewer));
  const [picked, setPicked] = useState<string>();
  /** The phrase that is being answered: as it was when somebody began, whoever adds to the chain meanwhile. */
  const [answered, setAnswered] = useState<readonly Move[] | null>(null);
  const again = () => cache.invalidateQueries({ queryKey: ['chains'] });
  const voting = useMutation({
    mutationFn: ({ move, wants }: { move: string; wants: boolean }) => vote(move, wants),
    onSettled: again,
  });
  const following = useMutation({ mutationFn: (wants: boolean) => followChain(id, wants), onSettled: again });
  if (!chain.data || !tree.data)
    return (
      <Page>
        <TopBar onBack={onBack} />
        <ChainState query={chain.data ? tree : chain} lines={['Chain', 'broken']}>
          There is no such chain any more. It may have been taken down.
        </ChainState>
      </Page>
    );
  const { title, posterLines, number, ink, kind, follows, moves: count } = chain.data;
  const moves = tree.data;
  const last = moves.find(move => move.id === picked) ?? moves.find(move => move.depth === chain.data?.longest) ?? moves.at(-1);
  const phrase = last ? phraseTo(moves, last.id) : [];
  return (
    <Page>
      <TopBar onBack={onBack}>
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
      <div className={styles.head}>
        <p className={styles.line}>
          <Badge icon="chain">Chain · {count === 1 ? '1 link' : `${count} links`}</Badge>{' '}
          <span className="catalogue">{catalogueNumber(number)}</span>
        </p>
        <div className={styles.poster}>
          <WoodType as="h1" lines={posterLines} height={0.34} title={title} />
        </div>
        <p className="secondary">
          {kind === 'dance'
            ? 'Repeat every move so far, then add one of your own.'
            : 'Answer with a verse or a duet of your own.'}
        </p>
      </div>
      {(voting.error ?? following.error) && (
        <Section label="What went wrong">
          <Notice icon="warning" tone="down" role="alert">
            {wordsOf(voting.error ?? following.error).body}
          </Notice>
        </Section>
      )}
      {kind === 'dance' && <PhraseStrip key={last?.id} phrase={phrase} ink={ink} />}
      <Section title="Who carried it" aside="Match to the phrase before">
        <MoveTree
          moves={moves}
          chosen={last?.id}
          voted={mine?.voted ?? new Set()}
          viewer={viewer}
          onChoose={setPicked}
          onVote={(move, wants) => voting.mutate({ move, wants })}
        />
        {kind === 'dance' && last && last.depth < MOST_MOVES && (
          <p className={styles.you}>
            You could be link {last.depth + 1}. Match {JOINS_FROM}% or better to join.
          </p>
        )}
        {last && (
          <Button variant="text" size="small" onClick={() => onRecord(last.id)}>
            Who made it, from what, and when
          </Button>
        )}
      </Section>
      {kind === 'dance' && last && (
        <ActionBar>
          <Button icon="plus" full onClick={() => setAnswered(phrase)}>
            Add your move
          </Button>
        </ActionBar>
      )}
      {answered && <AddMoveSheet phrase={answered} ink={ink} onClose={() => setAnswered(null)} />}
    </Page>
  );
}
