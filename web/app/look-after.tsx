import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DecisionSheet } from '../features/moderation/decision-sheet.tsx';
import { operatorQuery, type Subject } from '../features/moderation/moderation-queries.ts';
import { ReportSheet } from '../features/moderation/report-sheet.tsx';
import { useSession } from '../lib/session.ts';
import { IconButton } from '../ui/button/icon-button.tsx';

/** The dots on a take, a chain or a place in one: people report it, operators hide it. */
export function LookAfter({ subject, onReported }: { subject: Subject; onReported?: () => void }) {
  const operator = useQuery(operatorQuery(useSession()?.user.id)).data === true;
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <IconButton icon="more" label={`${operator ? 'Hide' : 'Report'} this ${subject.kind}`} onClick={() => setOpen(true)} />
      {open && operator && <DecisionSheet subject={subject} decision="hide" onClose={close} />}
      {open && !operator && <ReportSheet subject={subject} onClose={close} onSent={() => onReported?.()} />}
    </>
  );
}
