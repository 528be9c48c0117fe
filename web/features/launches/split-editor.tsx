import { checkParts, MOST_COLLABORATORS, ownBps } from '../../../shared/launches/part.ts';
import { Button } from '../../ui/button/button.tsx';
import { IconButton } from '../../ui/button/icon-button.tsx';
import { Field } from '../../ui/field/field.tsx';
import styles from './edit.module.css';
import { bpsOf, percent } from './percent.ts';

/** A line of the split as it is being typed. `key` stays while the words change. */
export type SplitLine = { key: number; username: string; share: string };

/** What the lines mean, or what is wrong with them, in words. */
export function readLines(lines: readonly SplitLine[]): { split: { username: string; bps: number }[] } | { fault: string } {
  const split = lines.map(({ username, share }) => ({ username: username.trim().replace(/^@/, ''), bps: bpsOf(share) ?? 0 }));
  if (split.some(({ username }) => username === '')) return { fault: 'Whom do you share with?' };
  try {
    checkParts(split);
  } catch (error) {
    return { fault: error instanceof Error ? error.message : 'This split cannot be used.' };
  }
  return { split };
}

type SplitEditorProps = { lines: readonly SplitLine[]; fault: string | undefined; onChange: (lines: SplitLine[]) => void };

/** Who shares in what the coin earns. The creator's own part is what is left. */
export function SplitEditor({ lines, fault, onChange }: SplitEditorProps) {
  const own = ownBps(lines.map(({ share }) => ({ bps: bpsOf(share) ?? 0 })));
  const write = (key: number, change: Partial<SplitLine>) =>
    onChange(lines.map(line => (line.key === key ? { ...line, ...change } : line)));
  const add = () => onChange([...lines, { key: Math.max(0, ...lines.map(line => line.key)) + 1, username: '', share: '' }]);
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>Split</legend>
      {lines.map(({ key, username, share }, at) => (
        <div key={key} className={styles.line}>
          <Field
            label="Name"
            placeholder="@name"
            autoCapitalize="none"
            value={username}
            aria-label={`Name of person ${at + 1}`}
            onChange={event => write(key, { username: event.target.value })}
          />
          <Field
            label="Percent"
            inputMode="decimal"
            value={share}
            aria-label={`Percent of person ${at + 1}`}
            onChange={event => write(key, { share: event.target.value })}
          />
          <IconButton
            icon="close"
            label={`Take out ${username || `person ${at + 1}`}`}
            onClick={() => onChange(lines.filter(line => line.key !== key))}
          />
        </div>
      ))}
      <div className={styles.own}>
        <p aria-live="polite" className={fault ? styles.fault : undefined}>
          {fault ?? `You keep ${percent(own)}.`}
        </p>
        {lines.length < MOST_COLLABORATORS && (
          <Button size="small" variant="quiet" icon="plus" onClick={add}>
            Add a person
          </Button>
        )}
      </div>
      {lines.length > 0 && (
        <p className="label secondary">
          They accept with their own wallet before you can approve. After that these parts are fixed.
        </p>
      )}
    </fieldset>
  );
}
