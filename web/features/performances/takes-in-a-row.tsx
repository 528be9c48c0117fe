import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { levelOf } from '../../../shared/media/level.ts';
import { wordsOf } from '../../lib/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Section, Strip } from '../../ui/layout/layout.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { Notice } from '../../ui/state/notice.tsx';
import { Media } from './media.tsx';
import { type Performance, soundOf } from './performance.ts';
import { soundPlayer } from './sound-player.ts';
import styles from './takes-in-a-row.module.css';
import { takesQuery } from './takes-query.ts';
import { useHoldSound } from './use-hold-sound.ts';

/** A take in a row, and what it is called there. */
type InRow = { takeId: string; name: string };
type TakesInARowProps = { title: string; row: readonly InRow[]; onOpen: (takeId: string) => void };

/** Takes side by side that play one after the other. */
export function TakesInARow({ title, row, onOpen }: TakesInARowProps) {
  const query = useQuery(takesQuery(row.map(({ takeId }) => takeId)));
  const takes = query.data ?? [];
  const { now, playing, toggle } = useRow(takes);
  useHoldSound();
  const playAll = (
    <Button variant="text" size="small" icon={playing ? 'pause' : 'play'} onClick={() => toggle(playing ? now : takes[0])}>
      {playing ? 'Stop' : 'Play all'}
    </Button>
  );
  return (
    <Section title={title} aside={takes.some(soundOf) && playAll}>
      {query.isError && (
        <Notice icon="warning" tone="down" role="alert" action={{ label: 'Try again', onSelect: () => void query.refetch() }}>
          {wordsOf(query.error).body}
        </Notice>
      )}
      {query.isPending && <Skeleton height={150} shape="print" />}
      <Strip>
        {row.map(({ takeId, name }) => {
          const take = takes.find(({ id }) => id === takeId);
          if (!take) return query.data && <Gone key={takeId} name={name} />;
          const live = playing && now?.id === takeId;
          return (
            <li key={takeId} className={styles.tile}>
              <button
                type="button"
                className={styles.print}
                aria-label={`${live ? 'Pause' : 'Play'} ${name} by ${take.person.name}`}
                onClick={() => toggle(take)}
              >
                <Media take={take} live={live} className={styles.media ?? ''} />
                <span className={styles.mark}>
                  <Icon name={live ? 'pause' : 'play'} size={20} />
                </span>
              </button>
              <button type="button" className={styles.words} onClick={() => onOpen(takeId)}>
                <span className="strong one-line" dir="auto">
                  {name}
                </span>
                <span className="label secondary one-line" dir="auto">
                  {take.person.name}
                </span>
              </button>
            </li>
          );
        })}
      </Strip>
    </Section>
  );
}

function Gone({ name }: { name: string }) {
  return (
    <li className={styles.tile}>
      <span className={styles.gone}>Taken down</span>
      <span className="strong one-line" dir="auto">
        {name}
      </span>
    </li>
  );
}

/** Plays from one take to the next until the row ends. Two takes may be the same file: which of them plays, the row knows. */
function useRow(takes: readonly Performance[]) {
  const state = useSyncExternalStore(soundPlayer.subscribe, soundPlayer.getState);
  const [chosen, setChosen] = useState<string>();
  const plays = (take: Performance) => state.url !== null && soundOf(take) === state.url;
  const now = takes.find(take => take.id === chosen && plays(take)) ?? takes.find(plays);
  const next = now && takes.slice(takes.indexOf(now) + 1).find(soundOf);
  useEffect(() => {
    const url = next && soundOf(next);
    if (!state.ended || !url) return;
    setChosen(next.id);
    soundPlayer.follow(url, levelOf(next.loudness ?? null));
  }, [state.ended, next]);
  const toggle = (take: Performance | undefined) => {
    const url = take && soundOf(take);
    if (!url) return;
    const level = levelOf(take.loudness ?? null);
    const isTwin = state.url === url && now !== undefined && now.id !== take.id;
    setChosen(take.id);
    if (isTwin) soundPlayer.seek(url, 0, level);
    if (!(isTwin && (state.playing || state.waiting))) soundPlayer.toggle(url, level);
  };
  return { now, playing: now !== undefined && (state.playing || state.waiting), toggle };
}
