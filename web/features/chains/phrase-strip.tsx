import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Button } from '../../ui/button/button.tsx';
import { Section, Strip } from '../../ui/layout/layout.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import type { Move } from './chain.ts';
import styles from './chains.module.css';
import { DancerFigure } from './dancer-figure.tsx';
import { type Danced, poseQuery } from './pose-query.ts';

const seconds = (ms: number) => (ms / 1000).toLocaleString(undefined, { maximumFractionDigits: 1 });

/** The moves of a phrase side by side, each danced by whoever added it. */
export function PhraseStrip({ phrase, ink }: { phrase: readonly Move[]; ink: string }) {
  const [playing, setPlaying] = useState<number | null>(null);
  const now = playing === null ? undefined : phrase[playing]?.danced;
  useEffect(() => {
    if (!now) return setPlaying(null);
    const timer = setTimeout(() => setPlaying(at => (at === null ? null : at + 1)), now.toMs - now.fromMs + 200);
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
        {phrase.map((move, place) => (
          <li key={move.id}>
            <button type="button" className={styles.tile} onClick={() => setPlaying(place)}>
              {move.danced ? (
                <Dancer danced={move.danced} playing={playing === place} ink={ink} />
              ) : (
                <Skeleton height={150} shape="print" />
              )}
              <span className="strong one-line">{move.name}</span>
              <span className="label secondary">
                {move.danced ? `${seconds(move.danced.toMs - move.danced.fromMs)} s` : 'Take'} · {move.person.name}
              </span>
            </button>
          </li>
        ))}
      </Strip>
      <p className="label secondary">Movements come from the dancers’ own devices. They are not checked against a film.</p>
    </Section>
  );
}

function Dancer({ danced, playing, ink }: { danced: Danced; playing: boolean; ink: string }) {
  const { data, isError } = useQuery(poseQuery(danced));
  if (isError) return <span className={styles.missing}>Not on IPFS now</span>;
  return data ? <DancerFigure pose={data} playing={playing} ink={ink} /> : <Skeleton height={150} shape="print" />;
}
