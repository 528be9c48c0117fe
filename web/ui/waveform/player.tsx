import { IconButton } from '../button/icon-button.tsx';
import { durationLabel } from '../format/time.ts';
import { placeText } from './place-text.ts';
import styles from './waveform.module.css';
import { Waveform } from './waveform.tsx';

type PlayerProps = {
  peaks: readonly number[] | undefined;
  /** Ms. */
  position: number;
  duration: number;
  playing: boolean;
  /** Sound is asked for and not here yet. */
  waiting?: boolean;
  onToggle: () => void;
  /** Asks for a place, in ms. */
  onSeek: (position: number) => void;
  /** What plays, for readers: "Night bus home". */
  title: string;
  height?: number;
  /** Bars as in posters: fewer and thicker. */
  bold?: boolean;
};

/** Play, the waveform under a slider, and the time. Arrows move 1 s, page keys 5 s. */
export function Player({ peaks, position, duration, playing, waiting, onToggle, onSeek, title, height = 34, bold }: PlayerProps) {
  const at = Math.min(position, duration);
  return (
    <div className={styles.player}>
      <IconButton
        icon={playing ? 'pause' : 'play'}
        label={`${playing ? 'Pause' : 'Play'} ${title}`}
        className={styles.toggle}
        onClick={onToggle}
      />
      <div className={styles.track} style={{ minHeight: Math.max(44, height) }}>
        <Waveform
          peaks={peaks}
          played={duration > 0 ? at / duration : 0}
          height={height}
          {...(bold ? { pitch: 5.6, bar: 4 } : {})}
        />
        <input
          type="range"
          className={styles.slider}
          aria-label={`Place in ${title}`}
          aria-valuetext={placeText(at, duration)}
          min={0}
          max={Math.max(1, Math.round(duration))}
          step={100}
          value={Math.round(at)}
          onChange={event => onSeek(event.currentTarget.valueAsNumber)}
          onKeyDown={event => {
            const step = STEPS[event.key];
            if (step === undefined) return;
            event.preventDefault();
            onSeek(Math.min(duration, Math.max(0, at + step)));
          }}
        />
      </div>
      <span className={styles.time}>
        {waiting ? 'Loading' : durationLabel(at)} / {durationLabel(duration)}
      </span>
    </div>
  );
}

const STEPS: Record<string, number> = {
  ArrowLeft: -1_000,
  ArrowDown: -1_000,
  ArrowRight: 1_000,
  ArrowUp: 1_000,
  PageDown: -5_000,
  PageUp: 5_000,
};
