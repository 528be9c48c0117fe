import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { operatorQuery } from '../features/moderation/moderation-queries.ts';
import { Section } from '../ui/layout/layout.tsx';
import { List, ListRow } from '../ui/list/list.tsx';

/** The way to reports, for those who answer them. */
export function OperatorEntry({ userId }: { userId: string }) {
  const navigate = useNavigate();
  if (!useQuery(operatorQuery(userId)).data) return null;
  return (
    <Section title="Operator">
      <List>
        <ListRow title="Looking after takes" detail="Reports and decisions" onSelect={() => void navigate('/operator')} />
      </List>
    </Section>
  );
}
