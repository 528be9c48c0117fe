import { useEffect, useRef } from 'react';
import { LONGEST_MS } from '../../../shared/media/limits.ts';
import { Button } from '../../ui/button/button.tsx';
import { IconButton } from '../../ui/button/icon-button.tsx';
import { cx } from '../../ui/cx.ts';
import { durationLabel } from '../../ui/format/time.ts';
import { useFocusKept } from '../../ui/use-focus-kept.ts';
import { Waveform } from '../../ui/waveform/waveform.tsx';
import styles from './record-step.module.css';
import { levelOf, useLevel } from './use-level.ts';
import { type RecordingState, TICK_MS, useRecording } from './use-recording.ts';

type RecordStepProps = {
  stream: MediaStream;
  film: boolean;
  mirrored: boolean;
  onDone: (recording: Blob) => void;
  onLeave: () => void;
  /** Undefined where there is one camera. */
  onTurn?: (() => void) | undefined;
};

const BARS = 44;

/** The stage: what the camera sees, time, level, and one red button. */
export function RecordStep({ stream, film, mirrored, onDone, onLeave, onTurn }: RecordStepProps) {
  const level = useLevel(stream);
  const recording = useRecording(stream, level, onDone);
  const { state } = recording;
  const view = useRef<HTMLVideoElement>(null);
  const kept = useFocusKept<HTMLElement>(stage => stage.querySelector<HTMLElement>(`.${styles.shutter}`));
  useEffect(() => {
    if (view.current && film) view.current.srcObject = stream;
  }, [stream, film]);
  const isOn = state.phase === 'recording' || state.phase === 'paused' || state.phase === 'ending';
  return (
    <main {...kept} data-fills-screen className={cx(styles.stage, 'on-media')}>
      {film && (
        <video
          ref={view}
          className={cx(styles.view, mirrored && styles.mirrored)}
          autoPlay
          muted
          playsInline
          aria-label="What the camera sees"
        />
      )}
      <div className={styles.shade} />
      <div className={styles.bar}>
        <IconButton icon="close" label="Leave" onClick={onLeave} />
        <h1 className={cx('label strong', isOn && styles.on)} aria-live="polite">
          {headOf(state, film)}
        </h1>
        {onTurn && !isOn ? <IconButton icon="swap" label="Turn the camera" onClick={onTurn} /> : <span style={{ width: 44 }} />}
      </div>
      {state.phase === 'counting' && (
        <button ref={focusAtOnce} type="button" className={styles.count} onClick={recording.cancel}>
          <span className={styles.number}>{Math.max(1, state.count)}</span>
          <span className="heading-2">Headphones in. Tap to cancel.</span>
        </button>
      )}
      {/* While it counts down only the number matters. */}
      <div className={cx(styles.controls, state.phase === 'counting' && styles.waiting)}>
        <div className={styles.time}>
          <span className="figure" role="timer">
            {durationLabel(state.elapsed)}
          </span>
          <span className="label">of {durationLabel(LONGEST_MS)}</span>
        </div>
        {state.bars.length > 0 && <Waveform peaks={overTheMinute(state.bars)} played={state.elapsed / LONGEST_MS} height={40} />}
        <Meter level={level} />
        <Transport recording={recording} isOn={isOn} />
      </div>
    </main>
  );
}

/** What was pressed hides while it counts down. */
const focusAtOnce = (button: HTMLButtonElement | null) => button?.focus();

/** Start over, the red button, pause. */
function Transport({ recording, isOn }: { recording: ReturnType<typeof useRecording>; isOn: boolean }) {
  const { phase } = recording.state;
  const paused = phase === 'paused';
  return (
    <div className={styles.buttons}>
      {isOn ? (
        <Button variant="text" onClick={recording.startOver}>
          Start over
        </Button>
      ) : (
        <span />
      )}
      <button
        type="button"
        className={styles.shutter}
        aria-label={isOn ? 'Stop' : 'Record'}
        disabled={phase === 'ending'}
        onClick={isOn ? recording.end : recording.count}
      >
        <span className={cx(isOn && styles.square)} />
      </button>
      {isOn ? (
        <Button variant="text" icon={paused ? 'play' : 'pause'} onClick={paused ? recording.resume : recording.pause}>
          {paused ? 'Go on' : 'Pause'}
        </Button>
      ) : (
        <span />
      )}
    </div>
  );
}

/** What was heard so far, at its place in the minute that a take may have. */
function overTheMinute(bars: readonly number[]): number[] {
  return Array.from({ length: LONGEST_MS / TICK_MS }, (_, at) => bars[at] ?? 0);
}

function headOf({ phase }: RecordingState, film: boolean): string {
  if (phase === 'recording') return 'Recording';
  if (phase === 'paused') return 'Paused';
  if (phase === 'ending') return 'One moment';
  return `${film ? 'Film' : 'Sound'} · up to ${LONGEST_MS / 1000} s`;
}

/** How loud it is now, as a row of ticks and in words. */
function Meter({ level }: { level: number }) {
  const { part, words } = levelOf(level);
  const lit = Math.round(part * BARS);
  return (
    <div>
      <div className={styles.meter} aria-hidden="true">
        {Array.from({ length: BARS }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a tick is its place
          <span key={i} className={cx(i < lit && (i > BARS * 0.9 ? styles.hot : styles.lit))} />
        ))}
      </div>
      <div className={cx(styles.words, 'label')}>
        <span>Quiet</span>
        <span className="strong">{words === 'Good level' ? words : ''}</span>
        <span>Too hot</span>
      </div>
    </div>
  );
}
