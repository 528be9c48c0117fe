import { Page, Section, TopBar } from '../ui/layout/layout.tsx';
import { Skeleton } from '../ui/skeleton/skeleton.tsx';
import { usePending } from '../ui/skeleton/use-pending.ts';

/** In place of a page while its code, or what it begins with, comes: a page already, for those who cannot see that it is empty. */
export function Turning() {
  const shown = usePending(true);
  return (
    <Page>
      <TopBar unseen="Loading" />
      <Section label="Loading">{shown && <Skeleton height={240} shape="control" />}</Section>
    </Page>
  );
}
