import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FAN_ID, forgetFan, type StubDatabase, signInAsFan, stubDatabase } from '../../lib/testing/database-harness.ts';
import { filledCache } from '../../lib/testing/filled-cache.ts';
import type { Hold } from './hold.ts';
import { HoldOf, Holds } from './holds.tsx';
import { holdsQuery } from './holds-query.ts';

const hidden: Hold = {
  kind: 'chain',
  id: 'c',
  title: 'Harbour round',
  number: 3,
  because: 'hidden',
  like: [],
  note: 'Hateful title',
  appeal: null,
  state: 'open',
  decisionId: 8,
};
const copy: Hold = {
  ...hidden,
  kind: 'take',
  id: 't',
  title: 'Night bus',
  because: 'copy',
  like: [{ title: 'Day bus', number: 1 }],
  note: null,
  decisionId: null,
};

let database: StubDatabase;
beforeEach(() => {
  database = stubDatabase();
  signInAsFan();
});
afterEach(forgetFan);

function show(holds: Hold[], what = <Holds />) {
  const client = filledCache();
  client.setQueryData(holdsQuery(FAN_ID).queryKey, holds);
  render(<QueryClientProvider client={client}>{what}</QueryClientProvider>);
  return client;
}
const write = async (words: string) => {
  fireEvent.click(screen.getByRole('button', { name: 'Appeal' }));
  fireEvent.change(await screen.findByLabelText('What should an operator know?'), { target: { value: words } });
  fireEvent.click(screen.getByRole('button', { name: 'Send appeal' }));
};

it('says why a chain is hidden, and sends what its starter says to it', async () => {
  show([hidden]);
  expect(screen.getByText('Hateful title')).toBeDefined();
  await write(' It is a harbour ');
  const sent = { call: 'POST /rest/v1/appeals', body: { decision_id: 8, words: 'It is a harbour' } };
  await waitFor(() => expect(database.asked).toContainEqual(sent));
});

it('gives the focus to the words of an appeal, and then to what became of it', async () => {
  const client = show([hidden]);
  fireEvent.click(screen.getByRole('button', { name: 'Appeal' }));
  expect(document.activeElement).toBe(screen.getByLabelText('What should an operator know?'));
  screen.getByRole('button', { name: /Send appeal/ }).focus();
  client.setQueryData(holdsQuery(FAN_ID).queryKey, [{ ...hidden, state: 'waiting', appeal: 'It is a harbour' }]);
  const card = await screen.findByRole('region', { name: 'Harbour round: appeal sent' });
  expect(document.activeElement).toBe(card);
});

it('appeals against all claims on a take at once', async () => {
  show([copy]);
  expect(screen.getByText(/sounds like Day bus \(No. 0001\)/)).toBeDefined();
  await write('We wrote it together');
  const sent = { call: 'PATCH /rest/v1/copy_claims', body: { appeal: 'We wrote it together' } };
  await waitFor(() => expect(database.asked).toContainEqual(sent));
});

it('says so when somebody decided meanwhile', async () => {
  database.answer = { status: 400, body: { code: '23514', message: 'late' } };
  show([hidden]);
  await write('Please');
  expect((await screen.findByRole('alert')).textContent).toContain('decided meanwhile');
});

it('lets nobody write twice, and shows the answer; what is cleared is told where it belongs alone', () => {
  const answered: Hold = { ...copy, state: 'final', note: 'I heard both', appeal: 'Ours' };
  show([answered]);
  expect(screen.queryByRole('button', { name: 'Appeal' })).toBeNull();
  for (const words of ['I heard both', 'Ours', 'The answer stands.']) expect(screen.getByText(words)).toBeDefined();
  cleanup();
  const cleared: Hold = { ...answered, state: 'cleared' };
  show([cleared]);
  expect(document.body.textContent).toBe('');
  cleanup();
  show([cleared], <HoldOf kind="take" id="t" />);
  expect(screen.getByText(/it is your own/)).toBeDefined();
});
