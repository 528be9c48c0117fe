import { useState } from 'react';
import { LONGEST_MS } from '../../../shared/media/limits.ts';
import { unpackPeaks } from '../../../shared/media/unpack-peaks.ts';
import { useObjectUrl } from '../../lib/use-object-url.ts';
import { Button } from '../../ui/button/button.tsx';
import { cx } from '../../ui/cx.ts';
import { durationLabel } from '../../ui/format/time.ts';
import { TopBar } from '../../ui/layout/layout.tsx';
import { Fault } from '../../ui/state/fault.tsx';
import { Waveform } from '../../ui/waveform/waveform.tsx';
import styles from './review-step.module.css';

export type Recorded = { file: Blob; mime: string; film: boolean; durationMs: number; peaks: string | null };
type ReviewStepProps = {
  take: Recorded;
  /** Why the part that was chosen cannot be kept. */
  problem: string | null;
  working: boolean;
  onRetake: () => void;
  /** From where to where, in ms. */
  onKeep: (from: number, to: number) => void;
};

const SHORTEST_MS = 1_000;

/** Listen, cut both ends, keep it or record again. */
export function ReviewStep({ take, problem, working, onRetake, onKeep }: ReviewStepProps) {
  const { file, film, durationMs, peaks } = take;
  const [[from, to], setPart] = useState<[number, number]>([0, Math.min(durationMs, LONGEST_MS)]);
  const url = useObjectUrl(file);
  const place = (ms: number) => `${(100 * ms) / Math.max(1, durationMs)}%`;
  const kept = to - from;
  const tooLong = kept > LONGEST_MS + 1_000;
  return (
    <>
      <TopBar title="Trim your take" onBack={onRetake} />
      <div className={styles.review}>
        {film ? (
          // biome-ignore lint/a11y/useMediaCaption: nobody has written the words of what was just recorded
          <video className={styles.film} src={url ?? undefined} controls playsInline preload="metadata" aria-label="Your take" />
        ) : (
          // biome-ignore lint/a11y/useMediaCaption: nobody has written the words of what was just recorded
          <audio className={styles.sound} src={url ?? undefined} controls preload="metadata" aria-label="Your take" />
        )}
        <div>
          <div className={styles.trim}>
            <Waveform peaks={peaks ? unpackPeaks(peaks) : undefined} height={48} className={styles.wave ?? ''} />
            <div className={styles.kept} style={{ left: place(from), right: place(durationMs - to) }} />
            <End
              label="Start of the take"
              value={from}
              most={durationMs}
              onChange={value => setPart([Math.max(0, Math.min(value, to - SHORTEST_MS)), to])}
            />
            <End
              label="End of the take"
              value={to}
              most={durationMs}
              onChange={value => setPart([from, Math.max(from + SHORTEST_MS, Math.min(value, durationMs))])}
            />
          </div>
          <div className={cx(styles.ends, 'label tabular')}>
            <span className="secondary">{durationLabel(from)}</span>
            <span className="strong" aria-live="polite">
              {Math.floor(kept / 1000)} s kept
            </span>
            <span className="secondary">{durationLabel(to)}</span>
          </div>
        </div>
        <Fault>{problem ?? (tooLong && 'A take has 60 seconds at most. Move the ends closer together.')}</Fault>
        <div className={styles.pair}>
          <Button variant="quiet" onClick={onRetake}>
            Retake
          </Button>
          <Button
            working={working ? 'Keeping' : undefined}
            disabledReason={tooLong ? 'It is longer than 60 seconds.' : undefined}
            onClick={() => onKeep(from, to)}
          >
            Keep this take
          </Button>
        </div>
      </div>
    </>
  );
}

function End({
  label,
  value,
  most,
  onChange,
}: {
  label: string;
  value: number;
  most: number;
  onChange: (value: number) => void;
}) {
  return (
    <input
      type="range"
      aria-label={label}
      aria-valuetext={durationLabel(value)}
      min={0}
      max={most}
      step={100}
      value={value}
      onChange={event => onChange(event.currentTarget.valueAsNumber)}
    />
  );
}
