import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { NoticeKind } from '../../../shared/notifications/schema.ts';
import { wordsOf } from '../../lib/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Fault } from '../../ui/state/fault.tsx';
import { clockOf } from './clock-of.ts';
import { type NoticeSettings, saveSettings, settingsQuery } from './notice-queries.ts';
import styles from './notifications.module.css';

const HALF_HOURS = Array.from({ length: 48 }, (_, i) => i * 30);

/** What may be turned off. What asks for an answer may not. */
const SWITCHES: { label: string; kinds: NoticeKind[] }[] = [
  { label: 'Your coin opens', kinds: ['announced', 'open'] },
  { label: 'People buy your coin', kinds: ['bought'] },
  { label: 'Your coin’s milestones', kinds: ['holders'] },
  { label: 'Answers to your moves', kinds: ['answered'] },
  { label: 'How your trades end', kinds: ['landed', 'failed'] },
  { label: 'Takes you watch', kinds: ['launching'] },
];

type SettingsFormProps = { userId: string; settings: NoticeSettings; onSaved: () => void };

/** Of what Farcaster tells the viewer, and quiet hours in the time zone of the device. */
export function SettingsForm({ userId, settings, onSaved }: SettingsFormProps) {
  const cache = useQueryClient();
  const [{ quiet, from, until, muted }, setDraft] = useState(settings);
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone || null;
  const next = { timeZone, quiet, from, until, muted };
  const save = useMutation({
    mutationFn: () => saveSettings(userId, next),
    onSuccess: () => {
      cache.setQueryData(settingsQuery(userId).queryKey, next);
      onSaved();
    },
  });
  return (
    <form
      className={styles.settings}
      onSubmit={event => {
        event.preventDefault();
        if (!save.isPending) save.mutate();
      }}
    >
      <fieldset className={styles.switches}>
        <legend className="strong">Farcaster tells you</legend>
        {SWITCHES.map(({ label, kinds }) => (
          <label key={label} className={styles.switch}>
            {label}
            <input
              type="checkbox"
              checked={!kinds.some(kind => muted.includes(kind))}
              onChange={({ target }) =>
                setDraft({ ...next, muted: [...muted.filter(kind => !kinds.includes(kind)), ...(target.checked ? [] : kinds)] })
              }
            />
          </label>
        ))}
        <p className="label secondary">Your inbox has all of it. What needs your answer always comes.</p>
      </fieldset>
      <label className={styles.switch}>
        <span>
          <span className="strong">Quiet hours</span>
          <span className="label secondary">
            Your inbox has it at once, Farcaster tells you afterwards. Your time to decide begins then.
          </span>
        </span>
        <input type="checkbox" checked={quiet} onChange={event => setDraft({ ...next, quiet: event.target.checked })} />
      </label>
      {quiet && (
        <div className={styles.hours}>
          <Hour label="From" value={from} onChange={value => setDraft({ ...next, from: value })} />
          <Hour label="Until" value={until} onChange={value => setDraft({ ...next, until: value })} />
        </div>
      )}
      <p className="label secondary">
        {timeZone ? `In your time, ${timeZone.replaceAll('_', ' ')}.` : 'Your device does not say where you are.'}
      </p>
      <Fault>{save.isError && wordsOf(save.error).body}</Fault>
      <Button type="submit" size="big" full working={save.isPending ? 'Saving' : undefined}>
        Save
      </Button>
    </form>
  );
}

function Hour({ label, value, onChange }: { label: string; value: number; onChange: (minutes: number) => void }) {
  return (
    <label className={styles.hour}>
      {label}
      <select value={value} onChange={event => onChange(Number(event.target.value))}>
        {[...new Set([...HALF_HOURS, value])]
          .sort((a, b) => a - b)
          .map(minutes => (
            <option key={minutes} value={minutes}>
              {clockOf(minutes)}
            </option>
          ))}
      </select>
    </label>
  );
}
