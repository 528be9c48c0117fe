import { useLocation } from 'react-router';
import { PerformanceSkeleton } from '../features/performances/performance-skeleton.tsx';
import { BarToCome } from '../ui/action-bar/bar-to-come.tsx';
import { Page, Section, TopBar } from '../ui/layout/layout.tsx';
import { Skeleton } from '../ui/skeleton/skeleton.tsx';
import { usePending } from '../ui/skeleton/use-pending.ts';
import { isOfTake, mayHaveBar } from './places.ts';

/** In place of a page while its code, or what it begins with, comes: a page already, for those who cannot see that it is empty. */
export function Turning() {
  const { pathname } = useLocation();
  const shown = usePending(true);
  return (
    <Page>
      <TopBar unseen="Loading" />
      {mayHaveBar(pathname) && <BarToCome />}
      {shown && (isOfTake(pathname) ? <PerformanceSkeleton /> : <Boxes />)}
    </Page>
  );
}

function Boxes() {
  return (
    <Section label="Loading">
      <Skeleton height={240} shape="control" />
    </Section>
  );
}
