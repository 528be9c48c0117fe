import { useQuery } from '@tanstack/react-query';
import { wordsOf } from '../../lib/errors.ts';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { Notice } from '../../ui/state/notice.tsx';
import { settingsQuery } from './notice-queries.ts';
import { SettingsForm } from './settings-form.tsx';

type SettingsSheetProps = { userId: string; onClose: () => void };

/** What Farcaster tells the viewer of and when; or, where that cannot be read, why. */
export function SettingsSheet({ userId, onClose }: SettingsSheetProps) {
  const { data, error, isPaused, refetch } = useQuery(settingsQuery(userId));
  return (
    <Sheet open onOpenChange={open => !open && onClose()} title="Notifications">
      {/* Switches stand once they are read: saving what they may be would turn off and on what nobody touched. */}
      {data && <SettingsForm userId={userId} settings={data} onSaved={onClose} />}
      {!data && error && (
        <Notice icon="warning" tone="warn" role="alert" action={{ label: 'Try again', onSelect: () => void refetch() }}>
          {wordsOf(error).body}
        </Notice>
      )}
      {!data && !error && isPaused && (
        <Notice icon="offline" role="status">
          This needs a connection. It comes by itself once you are back.
        </Notice>
      )}
      {!data && !error && !isPaused && (
        <div role="status" aria-label="Loading notification settings" aria-busy="true">
          <Skeleton height={320} />
        </div>
      )}
    </Sheet>
  );
}
