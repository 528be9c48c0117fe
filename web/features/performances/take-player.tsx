import { useAway } from '../../lib/away.ts';
import { Player } from '../../ui/waveform/player.tsx';
import type { Performance } from './performance.ts';
import styles from './performances.module.css';
import { useTakeSound } from './use-take-sound.ts';

type TakePlayerProps = { take: Performance; near: boolean; height?: number; bold?: boolean };

/** Plays a take's sound. A take without sound has no player. */
export function TakePlayer({ take, near, height, bold }: TakePlayerProps) {
  const sound = useTakeSound(take, { near });
  const away = useAway('ipfs');
  if (!sound.url) return null;
  return (
    <div className={styles.player}>
      <Player
        title={take.title}
        peaks={sound.peaks}
        position={sound.position}
        duration={sound.duration}
        playing={sound.playing}
        waiting={sound.waiting}
        onToggle={sound.toggle}
        onSeek={sound.seek}
        {...(height ? { height } : {})}
        {...(bold ? { bold } : {})}
      />
      {sound.failed && (
        <p className={styles.failed} role="status">
          {away === null
            ? 'This take did not play. Check your connection, then press play again.'
            : 'This song cannot be fetched now. Press play again when the notice above is gone.'}
        </p>
      )}
    </div>
  );
}
