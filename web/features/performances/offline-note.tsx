import { useConnection } from '../../lib/connection.ts';
import { clockLabel } from '../../ui/format/time.ts';
import { Notice } from '../../ui/state/notice.tsx';

/** Says that what is shown is from before the connection went. Nothing while it is there. */
export function OfflineNote({ onRetry, className }: { onRetry: () => void; className?: string }) {
  const { online, since } = useConnection();
  if (online) return null;
  return (
    <div className={className}>
      <Notice icon="offline" tone="paper" role="status" action={{ label: 'Retry', onSelect: onRetry }}>
        You are offline. Prices are from {clockLabel(since)}.
      </Notice>
    </div>
  );
}
