import { EmptyState } from './empty-state.tsx';

/** What was never read stands here without a connection: boxes that wait would promise that it is on its way. */
export function OutOfRange() {
  return <EmptyState lines={['Out of', 'range']}>This needs a connection. It comes by itself once you are back.</EmptyState>;
}
