import { ReadError, type ReadErrorProps } from '../../lib/read-error.tsx';
import { Button } from '../../ui/button/button.tsx';
import { Centred } from '../../ui/layout/layout.tsx';
import { EmptyState } from '../../ui/state/empty-state.tsx';

/** The take could not be read. */
export function PerformanceError(props: ReadErrorProps) {
  return (
    <Centred>
      <ReadError {...props}>We could not load this take. Your coins and ETH are not affected.</ReadError>
    </Centred>
  );
}

/** There is no such take, or its author took it down. */
export function PerformanceGone({ onBack }: { onBack: () => void }) {
  return (
    <Centred>
      <EmptyState lines={['Left the', 'stage']} action={<Button onClick={onBack}>Back to the feed</Button>}>
        This take is not here. Its author may have deleted the cast.
      </EmptyState>
    </Centred>
  );
}
