import { useQuery } from '@tanstack/react-query';
import { catalogueNumber } from '../../ui/format/catalogue.ts';
import { grouped } from '../../ui/format/separators.ts';
import { clockLabel, utcLabel } from '../../ui/format/time.ts';
import { KeyValues } from '../../ui/list/key-values.tsx';
import { Receipt, SumTable } from '../../ui/receipt/receipt.tsx';
import { type Counted, receiptQuery } from './engagement-queries.ts';

const NAMES: Record<Counted, string> = { likes: 'Likes', recasts: 'Recasts', replies: 'Replies' };

/** Points as they were counted: whole ones without a point. */
const points = (value: number) => new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 }).format(value);

/** Why a take went viral, to the point. Nothing for a take that did not. */
export function ReceiptSection({ performanceId, number }: { performanceId: string; number: number }) {
  const { data: receipt } = useQuery(receiptQuery(performanceId));
  if (!receipt) return null;
  return (
    <Receipt
      title="Why it went viral"
      note={`Counted at ${clockLabel(receipt.decidedAt)}, the moment it crossed`}
      stamp={catalogueNumber(number)}
    >
      <SumTable
        caption="What was counted"
        columns={['Counted', 'Events', 'Weight', 'Points']}
        rows={receipt.terms.map(term => [
          NAMES[term.signal],
          grouped(term.events),
          `× ${points(term.weight)}`,
          points(term.points),
        ])}
        total={['Score', '', `needs ${grouped(receipt.threshold)}`, points(receipt.score)]}
      />
      <div style={{ marginTop: 14 }}>
        <KeyValues
          dense
          rows={[
            { label: 'Different people', value: `${grouped(receipt.people)}, needs ${grouped(receipt.peopleNeeded)}` },
            { label: 'Left out as bots', value: `${grouped(receipt.leftOut)} ${receipt.leftOut === 1 ? 'account' : 'accounts'}` },
            { label: 'Scored', value: utcLabel(receipt.decidedAt) },
            { label: 'Rule', value: `Version ${receipt.ruleVersion}` },
          ]}
        />
      </div>
    </Receipt>
  );
}
