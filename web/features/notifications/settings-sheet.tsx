import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import { Fault } from '../../ui/state/fault.tsx';
import { clockOf } from './clock-of.ts';
import { type NoticeSettings, saveSettings, settingsQuery } from './notice-queries.ts';
import styles from './notifications.module.css';

const HALF_HOURS = Array.from({ length: 48 }, (_, i) => i * 30);

type SettingsSheetProps = { userId: string; settings: NoticeSettings; onClose: () => void };

/** Quiet hours, in the time zone of the device. */
export function SettingsSheet({ userId, settings, onClose }: SettingsSheetProps) {
  const cache = useQueryClient();
  const [{ quiet, from, until }, setDraft] = useState(settings);
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone || null;
  const next = { timeZone, quiet, from, until };
  const save = useMutation({
    mutationFn: () => saveSettings(userId, next),
    onSuccess: () => {
      cache.setQueryData(settingsQuery(userId).queryKey, next);
      onClose();
    },
  });
  return (
    <Sheet open onOpenChange={open => !open && onClose()} title="Notifications">
      <form
        className={styles.settings}
        onSubmit={event => {
          event.preventDefault();
          if (!save.isPending) save.mutate();
        }}
      >
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
    </Sheet>
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
