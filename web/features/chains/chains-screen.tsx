import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNow } from '../../lib/clock.ts';
import { Button } from '../../ui/button/button.tsx';
import { compactCount } from '../../ui/format/compact.ts';
import { timeLabel } from '../../ui/format/time.ts';
import { Page, TopBar } from '../../ui/layout/layout.tsx';
import { posterHeight } from '../../ui/wood-type/poster-height.ts';
import { WoodType } from '../../ui/wood-type/wood-type.tsx';
import type { Chain } from './chain.ts';
import { chainsQuery } from './chain-queries.ts';
import { ChainState, ChainsWaiting } from './chain-state.tsx';
import styles from './chains.module.css';
import { StartChainSheet } from './start-chain-sheet.tsx';

type ChainsScreenProps = {
  /** A take that was just performed to start a chain with. */
  takeId: string | null;
  onOpen: (id: string) => void;
  onPerform: () => void;
  /** Nobody starts one any more. */
  onEnd: () => void;
};

/** All chains, the one that moved last first. */
export function ChainsScreen({ takeId, onOpen, onPerform, onEnd }: ChainsScreenProps) {
  const query = useQuery(chainsQuery);
  const [starting, setStarting] = useState(takeId !== null);
  const start = (
    <Button size="small" icon="plus" variant={query.data?.length ? 'text' : 'primary'} onClick={() => setStarting(true)}>
      Start a chain
    </Button>
  );
  return (
    <Page>
      <TopBar title="Chains">{query.data?.length ? start : null}</TopBar>
      {query.data?.length ? (
        <ul className={styles.chains} aria-label="Chains">
          {query.data.map(chain => (
            <li key={chain.id}>
              <Tile chain={chain} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      ) : (
        <ChainState query={query} lines={['No chain', 'yet']} action={start} waiting={<ChainsWaiting />}>
          A chain is a dance or a song that passes from person to person, one move or one verse at a time. The first one has not
          begun.
        </ChainState>
      )}
      {starting && (
        <StartChainSheet
          takeId={takeId}
          onPerform={onPerform}
          onStarted={onOpen}
          onClose={() => {
            setStarting(false);
            onEnd();
          }}
        />
      )}
    </Page>
  );
}

/** One thing to press: its button, which is the heading, takes up all of it. */
function Tile({ chain, onOpen }: { chain: Chain; onOpen: (id: string) => void }) {
  const now = useNow(60_000);
  return (
    <article className={styles.chain} style={{ background: `var(--flat-${chain.ink})` }}>
      <h2>
        <button type="button" className={styles.open} onClick={() => onOpen(chain.id)}>
          <WoodType as="span" lines={chain.posterLines} height={posterHeight(chain.posterLines, 0.26)} title={chain.title} />
        </button>
      </h2>
      <p className="label">
        {chain.kind === 'song' && 'Song · '}
        <bdi>{chain.starter.name}</bdi> · {chain.moves === 1 ? '1 link' : `${chain.moves} links`} ·{' '}
        {chain.votes === 1 ? '1 vote' : `${compactCount(chain.votes)} votes`} · {timeLabel(chain.movedAt, now, { ago: true })}
      </p>
    </article>
  );
}
