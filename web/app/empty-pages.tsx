import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { env } from '../lib/env.ts';
import { composeCast } from '../lib/host-actions.ts';
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

/** Chains have not begun yet. */
export function ChainsPage() {
  const navigate = useNavigate();
  return (
    <Empty
      title="Chains"
      lines={['No chain', 'yet']}
      action={<Button onClick={() => void navigate('/?feed=new')}>See new takes</Button>}
    >
      A chain is a dance that passes from person to person, one move at a time. The first one has not begun.
    </Empty>
  );
}

/** Takes come from Farcaster: the cast that carries a new `/p/:id` of ours becomes that performance. */
export function PerformPage() {
  const navigate = useNavigate();
  const cast = async () => {
    const hash = await composeCast({ text: 'Title of your take — song', embeds: [`${env().appUrl}/p/${crypto.randomUUID()}`] });
    if (hash) void navigate('/?feed=new');
  };
  return (
    <Empty
      title="Perform"
      lines={['Your turn', 'now']}
      action={<Button onClick={() => void cast()}>Post a take from Farcaster</Button>}
    >
      Write its title first, add your song or dance, and keep the link: it makes the cast a take. Reactions are counted here as
      they come.
    </Empty>
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
