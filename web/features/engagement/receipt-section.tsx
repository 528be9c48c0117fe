import { useQuery } from '@tanstack/react-query';
import { catalogueNumber } from '../../ui/format/catalogue.ts';
import { grouped } from '../../ui/format/separators.ts';
import { utcLabel } from '../../ui/format/time.ts';
import { KeyValues } from '../../ui/list/key-values.tsx';
import { Receipt, SumTable } from '../../ui/receipt/receipt.tsx';
import { receiptQuery } from './engagement-queries.ts';
import { receiptLines } from './receipt-lines.ts';

/** Points as they were counted: whole ones without a point. */
const points = (value: number) => new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 }).format(value);

const REASONS = {
  lowScore: 'trusted too little',
  youngAccount: 'too new',
  circleCap: 'of one circle',
  churn: 'in and out',
} as const;

const leftOutFor = (reasons: Record<string, number>) =>
  Object.entries(REASONS)
    .filter(([reason]) => (reasons[reason] ?? 0) > 0)
    .map(([reason, words]) => `${grouped(reasons[reason] ?? 0)} ${words}`)
    .join(', ');

/** Why a take went viral, to the point. Nothing for a take that did not. */
export function ReceiptSection({ performanceId, number }: { performanceId: string; number: number }) {
  const { data: receipt } = useQuery(receiptQuery(performanceId));
  if (!receipt) return null;
  const { people, circles, leftOut } = receipt;
  return (
    <Receipt
      title="Why it went viral"
      note={`${grouped(people)} people, ${grouped(circles)} ${circles === 1 ? 'circle' : 'circles'}, ${grouped(leftOut)} left out`}
      stamp={catalogueNumber(number)}
    >
      <SumTable
        caption="What was counted"
        columns={['Counted', 'Points']}
        rows={receiptLines(receipt.terms).map(line => [line.name, points(line.points)])}
        total={[`Score, needs ${grouped(receipt.threshold)}`, points(receipt.score)]}
      />
      <div style={{ marginTop: 14 }}>
        <KeyValues
          dense
          rows={[
            { label: 'People', value: `${grouped(people)}, needs ${grouped(receipt.peopleNeeded)}` },
            { label: 'Left out', value: leftOut === 0 ? 'Nobody' : leftOutFor(receipt.leftOutFor) },
            { label: 'Crossed', value: utcLabel(receipt.decidedAt) },
            { label: 'Still true', value: utcLabel(receipt.confirmedAt) },
            { label: 'Rule', value: `Version ${receipt.ruleVersion}` },
            { label: 'Receipt', value: `${receipt.hash.slice(0, 10)}…${receipt.hash.slice(-6)}` },
          ]}
        />
      </div>
    </Receipt>
  );
}
