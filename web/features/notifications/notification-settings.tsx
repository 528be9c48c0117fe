import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Section } from '../../ui/layout/layout.tsx';
import { List, ListRow } from '../../ui/list/list.tsx';
import { clockOf } from './clock-of.ts';
import { type NoticeSettings, settingsQuery } from './notice-queries.ts';
import { SettingsSheet } from './settings-sheet.tsx';

/** What Farcaster tells the viewer of and when, in a row of their account, and the way to change it. */
export function NotificationSettings({ userId }: { userId: string }) {
  const { data, isError } = useQuery(settingsQuery(userId));
  const [open, setOpen] = useState(false);
  return (
    <Section title="Notifications">
      <List>
        <ListRow
          title="What Farcaster tells you"
          detail={data ? detailOf(data) : isError ? 'Could not be read' : 'Not read yet'}
          act="Change"
          onSelect={() => setOpen(true)}
        />
      </List>
      {open && <SettingsSheet userId={userId} onClose={() => setOpen(false)} />}
    </Section>
  );
}

function detailOf({ quiet, from, until, timeZone, muted }: NoticeSettings): string {
  const zone = timeZone ? `, ${timeZone.replaceAll('_', ' ')}` : '';
  const when = quiet ? `quiet from ${clockOf(from)} to ${clockOf(until)}${zone}` : 'at any hour';
  return `${muted.length === 0 ? 'Everything' : 'Not everything'}, ${when}.`;
}
