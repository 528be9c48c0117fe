import { useQueryClient } from '@tanstack/react-query';
import { Notice } from '../../ui/state/notice.tsx';
import { wordsOfTrouble } from './trouble.ts';
import { useHealth } from './use-health.ts';
import { useTroubles } from './use-troubles.ts';

/** The worst that is wrong now, in a line above the page; nothing while all is well. Keeps itself current, and so everybody else. */
export function TroubleNote({ className, onStatus }: { className?: string | undefined; onStatus: () => void }) {
  useHealth();
  const cache = useQueryClient();
  const [worst] = useTroubles();
  if (!worst) return null;
  const ours = worst.kind === 'offline' || worst.kind === 'unanswered';
  const action = ours
    ? { label: 'Retry', onSelect: () => void cache.invalidateQueries() }
    : { label: 'See status', onSelect: onStatus };
  return (
    <div className={className}>
      <Notice icon={ours ? 'offline' : 'warning'} tone="paper" role="status" action={action}>
        {wordsOfTrouble(worst)}
      </Notice>
    </div>
  );
}
