import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { Button } from '../ui/button/button.tsx';
import { Centred, Page, TopBar } from '../ui/layout/layout.tsx';
import { EmptyState } from '../ui/state/empty-state.tsx';

function Empty({ title, lines, action, children }: { title: string; lines: string[]; action: ReactNode; children: ReactNode }) {
  return (
    <Page>
      <TopBar title={title} />
      <Centred>
        <EmptyState lines={lines} action={action}>
          {children}
        </EmptyState>
      </Centred>
    </Page>
  );
}

/** A path that leads nowhere. */
export function LostPage() {
  const navigate = useNavigate();
  return (
    <Empty
      title="Not here"
      lines={['Off', 'the map']}
      action={<Button onClick={() => void navigate('/')}>Back to the feed</Button>}
    >
      This page does not exist. The take may have been taken down, or the link is cut short.
    </Empty>
  );
}
