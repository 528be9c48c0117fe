import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Button } from '../../ui/button/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { Section, Strip } from '../../ui/layout/layout.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { isMove, type Link, type Move } from './chain.ts';
import { DancerFigure } from './dancer-figure.tsx';
import styles from './movement.module.css';
import { type Danced, poseQuery } from './pose-query.ts';

const seconds = (ms: number) => (ms / 1000).toLocaleString(undefined, { maximumFractionDigits: 1 });

/** The moves of a phrase side by side, each danced by whoever added it. */
export function PhraseStrip({ phrase, ink }: { phrase: readonly Link[]; ink: string }) {
  const moves = phrase.filter(isMove);
  const [playing, setPlaying] = useState<number | null>(null);
  const now = playing === null ? undefined : moves[playing]?.danced;
  useEffect(() => {
    if (!now) return setPlaying(null);
    const timer = setTimeout(() => setPlaying(at => (at === null ? null : at + 1)), now.ms + 200);
    return () => clearTimeout(timer);
  }, [now]);
  const play = (
    <Button
      variant="text"
      size="small"
      icon={playing === null ? 'play' : 'pause'}
      onClick={() => setPlaying(playing === null ? 0 : null)}
    >
      {playing === null ? 'Play all' : 'Stop'}
    </Button>
  );
  return (
    <Section title="The phrase" aside={play}>
      <Strip>
        {phrase.map(link => (
          <li key={link.id}>
            {isMove(link) ? (
              <Tile
                move={link}
                playing={moves[playing ?? -1] === link}
                ink={ink}
                onPlay={() => setPlaying(moves.indexOf(link))}
              />
            ) : (
              <span className={styles.tile}>
                <span className={styles.missing}>
                  <Icon name="eye-off" />
                </span>
                <span className="strong">Hidden</span>
                <span className="label secondary">Its place stays</span>
              </span>
            )}
          </li>
        ))}
      </Strip>
      <p className={cx('label secondary', styles.tellsOfMoves)}>
        Movements come from the dancers’ own devices. They are not checked against a film.
      </p>
    </Section>
  );
}

type TileProps = { move: Move; playing: boolean; ink: string; onPlay: () => void };

function Tile({ move: { danced, name, person }, playing, ink, onPlay }: TileProps) {
  return (
    <button type="button" className={styles.tile} onClick={onPlay}>
      {danced ? <Dancer danced={danced} playing={playing} ink={ink} /> : <Skeleton height={150} shape="print" />}
      <span className="strong one-line" dir="auto">
        {name}
      </span>
      <span className={cx('label secondary', styles.by)}>
        {danced ? `${seconds(danced.ms)} s` : 'Take'}
        {'\u00a0·\u00a0'}
        <span className="one-line" dir="auto">
          {person.name}
        </span>
      </span>
    </button>
  );
}

function Dancer({ danced, playing, ink }: { danced: Danced; playing: boolean; ink: string }) {
  const { data, isError } = useQuery(poseQuery(danced));
  if (isError) return <span className={styles.missing}>Not on IPFS now</span>;
  return data ? <DancerFigure pose={data} playing={playing} ink={ink} /> : <Skeleton height={150} shape="print" />;
}
