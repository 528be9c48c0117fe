import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Section } from '../../ui/layout/layout.tsx';
import { List, ListRow } from '../../ui/list/list.tsx';
import { clockOf } from './clock-of.ts';
import { FIRST_SETTINGS, settingsQuery } from './notice-queries.ts';
import { SettingsSheet } from './settings-sheet.tsx';

/** The viewer's quiet hours, and the way to change them. */
export function QuietHours({ userId }: { userId: string }) {
  const { data } = useQuery(settingsQuery(userId));
  const [open, setOpen] = useState(false);
  const settings = data ?? FIRST_SETTINGS;
  const hours = `${clockOf(settings.from)} to ${clockOf(settings.until)}`;
  const zone = settings.timeZone ? `, ${settings.timeZone.replaceAll('_', ' ')}` : '';
  return (
    <Section title="Notifications">
      <List>
        <ListRow
          title="Quiet hours"
          detail={
            data === undefined ? 'Not read yet' : settings.quiet ? `${hours}${zone}` : 'None: Farcaster tells you at any hour.'
          }
          act="Change"
          onSelect={() => data !== undefined && setOpen(true)}
        />
      </List>
      {open && <SettingsSheet userId={userId} settings={settings} onClose={() => setOpen(false)} />}
    </Section>
  );
}
