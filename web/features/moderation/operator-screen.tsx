import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useSession } from '../../lib/session.ts';
import { Centred, Page, TopBar } from '../../ui/layout/layout.tsx';
import { EmptyState } from '../../ui/state/empty-state.tsx';
import { Segments } from '../../ui/tabs/tabs.tsx';
import { CopiesList } from './copies-list.tsx';
import { DecidedList } from './decided-list.tsx';
import { DecisionSheet } from './decision-sheet.tsx';
import styles from './moderation.module.css';
import { type Decision, operatorQuery, type Subject } from './moderation-queries.ts';
import { OperatorState } from './operator-state.tsx';
import { WaitingList } from './waiting-list.tsx';

const VIEWS = [
  { value: 'reports', label: 'Reports' },
  { value: 'copies', label: 'Copies' },
  { value: 'decisions', label: 'Decisions' },
] as const;
type View = (typeof VIEWS)[number]['value'];

type OperatorScreenProps = {
  onBack: () => void;
  onTake: (id: string) => void;
  onChain: (id: string) => void;
  signIn: ReactNode;
};

/** For those who look after GigaVibe: what people reported and authors appealed against, and what was decided. The database asks who they are, each time. */
export function OperatorScreen({ onBack, onTake, onChain, signIn }: OperatorScreenProps) {
  const session = useSession();
  const operator = useQuery(operatorQuery(session?.user.id));
  const [view, setView] = useState<View>('reports');
  const [asked, setAsked] = useState<{ subject: Subject; decision: Decision; hidden?: boolean } | null>(null);
  return (
    <Page>
      <TopBar title="Looking after takes" onBack={onBack} />
      {!session && (
        <Centred>
          <EmptyState lines={['Backstage']} action={signIn}>
            Operators answer reports here.
          </EmptyState>
        </Centred>
      )}
      {session && !operator.data && (
        <OperatorState query={operator} lines={['Backstage', 'only']}>
          Your account does not look after takes.
        </OperatorState>
      )}
      {session && operator.data && (
        <div className={styles.operator}>
          <div className={styles.views}>
            <Segments label="Looking after" items={VIEWS} value={view} onChange={setView} />
          </div>
          {view === 'copies' && <CopiesList onTake={onTake} />}
          {view === 'reports' && (
            <WaitingList
              onOpen={({ kind, pageId }) => (kind === 'take' ? onTake(pageId) : onChain(pageId))}
              onDecide={(subject, decision) => setAsked({ subject, decision, hidden: subject.hidden })}
            />
          )}
          {view === 'decisions' && (
            <DecidedList
              onShow={({ kind, subjectId: id, title }) => setAsked({ subject: { kind, id, title }, decision: 'show' })}
            />
          )}
        </div>
      )}
      {asked && <DecisionSheet {...asked} onClose={() => setAsked(null)} />}
    </Page>
  );
}
