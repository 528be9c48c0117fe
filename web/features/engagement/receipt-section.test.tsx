import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { receiptQuery } from './engagement-queries.ts';
import { ReceiptSection } from './receipt-section.tsx';

afterEach(cleanup);

it('tells when the line was crossed and when that was still true by one clock, the world’s', () => {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  const receipt = {
    score: 102,
    threshold: 100,
    terms: [],
    people: 45,
    circles: 45,
    ruleVersion: 'count-150',
    peopleNeeded: 19,
    leftOut: 0,
    leftOutFor: {},
    decidedAt: Date.UTC(2026, 10, 14, 23, 55, 7),
    confirmedAt: Date.UTC(2026, 10, 15, 0, 5, 7),
    hash: `0x${'a'.repeat(64)}`,
  };
  client.setQueryData(receiptQuery('p1').queryKey, receipt);
  render(
    <QueryClientProvider client={client}>
      <ReceiptSection performanceId="p1" number={3} />
    </QueryClientProvider>,
  );
  expect(screen.getAllByText(/^Nov 1[45], 2026, (23:55|00:05):07 UTC$/)).toHaveLength(2);
});
