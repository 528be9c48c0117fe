import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FAN_ID, forgetFan, type StubDatabase, signInAsFan, stubDatabase } from '../../lib/testing/database-harness.ts';
import { filledCache } from '../../lib/testing/filled-cache.ts';
import { copiesQuery, type HeldCopy } from './copy-queries.ts';
import { type Decided, decidedQuery, operatorQuery, type Waiting, waitingQuery } from './moderation-queries.ts';
import { OperatorScreen } from './operator-screen.tsx';

const TAKE = '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c01';
const reported: Waiting = {
  kind: 'take',
  id: TAKE,
  pageId: TAKE,
  number: 412,
  title: 'Night bus home',
  hidden: false,
  creator: { name: 'Nia', username: 'nia', fid: 101 },
  reports: 2,
  reasons: ['not_theirs', 'spam'],
  details: ['This is my song'],
  note: null,
  appeal: null,
  at: Date.now(),
};
const decided: Decided = {
  id: 7,
  kind: 'take',
  subjectId: TAKE,
  number: 412,
  title: 'Night bus home',
  action: 'hide',
  note: 'Not theirs',
  operator: 'Ada',
  at: Date.now(),
  undoable: true,
};

const older = (claim: number, title: string) => ({
  claim,
  original: { id: TAKE, title, number: claim },
  because: 'alike' as const,
  difference: 0.2,
});
const copy: HeldCopy = {
  take: { id: TAKE, title: 'Echo', number: 9 },
  claims: [older(3, 'First song'), older(4, 'Second song')],
  at: Date.now(),
  note: 'The same voice',
  operator: 'Ada',
  appeal: 'We wrote it together',
};

let database: StubDatabase;
beforeEach(() => {
  database = stubDatabase();
  database.answer = { status: 204 };
});
afterEach(forgetFan);

function show(operator: boolean, waiting: Waiting[] = [reported]) {
  const client = filledCache();
  client.setQueryData(operatorQuery(FAN_ID).queryKey, operator);
  client.setQueryData(waitingQuery.queryKey, waiting);
  client.setQueryData(copiesQuery.queryKey, [copy]);
  client.setQueryData(decidedQuery.queryKey, { pages: [[decided]], pageParams: [0] });
  const [onTake, onChain] = [vi.fn(), vi.fn()];
  render(
    <QueryClientProvider client={client}>
      <OperatorScreen onBack={vi.fn()} onTake={onTake} onChain={onChain} signIn={<button type="button">Sign in</button>} />
    </QueryClientProvider>,
  );
  return { onTake, onChain };
}

it('shows reports to operators alone', () => {
  show(false);
  expect(screen.getByRole('button', { name: 'Sign in' })).toBeDefined();
  cleanup();
  signInAsFan();
  show(false);
  expect(screen.queryByText('Night bus home')).toBeNull();
  expect(screen.getByText('Your account does not look after takes.')).toBeDefined();
});

it('hides a take once it was said why', async () => {
  signInAsFan();
  const { onTake } = show(true);
  expect(screen.getByText('It is not their work · Spam or bought reactions')).toBeDefined();
  expect(screen.getByText(/2 reports · (now|\d+ s ago)$/)).toBeDefined();
  expect(screen.getByText('This is my song')).toBeDefined();
  expect(screen.getByText('Nia · @nia · fid 101')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Look at it' }));
  expect(onTake).toHaveBeenCalledWith(TAKE);
  fireEvent.click(screen.getByRole('button', { name: 'Hide take', description: 'Night bus home' }));
  const sheet = await screen.findByRole('dialog');
  const [act] = [...sheet.querySelectorAll<HTMLButtonElement>('button[type="submit"]')];
  expect(act?.getAttribute('aria-disabled')).toBe('true');
  fireEvent.change(screen.getByLabelText('Why'), { target: { value: 'Her song' } });
  fireEvent.click(act as HTMLButtonElement);
  await waitFor(() =>
    expect(database.asked).toContainEqual({
      call: 'POST /rest/v1/rpc/moderate_take',
      body: { take: TAKE, decision: 'hide', reason: 'Her song' },
    }),
  );
});

it('shows again what an operator hid, or says why not', async () => {
  signInAsFan();
  database.answer = { status: 400, body: { code: '23514', message: 'changed' } };
  show(true);
  fireEvent.click(screen.getByRole('tab', { name: 'Decisions' }));
  expect(screen.getByRole('heading', { name: 'Night bus home: hidden' })).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Show take again', description: 'Night bus home: hidden' }));
  fireEvent.change(await screen.findByLabelText('Why'), { target: { value: 'Theirs after all' } });
  fireEvent.submit(screen.getByLabelText('Why'));
  expect((await screen.findByRole('alert')).textContent).toContain('cannot be shown again');
});

it('hides a chain, and answers an appeal against what is hidden', async () => {
  signInAsFan();
  const chain: Waiting = { ...reported, kind: 'chain', title: 'Harbour round' };
  const { onChain } = show(true, [chain]);
  fireEvent.click(screen.getByRole('button', { name: 'Look at it' }));
  expect(onChain).toHaveBeenCalledWith(TAKE);
  fireEvent.click(screen.getByRole('button', { name: 'Hide chain' }));
  fireEvent.change(await screen.findByLabelText('Why'), { target: { value: 'Hateful' } });
  fireEvent.submit(screen.getByLabelText('Why'));
  const hidden = { call: 'POST /rest/v1/rpc/moderate_chain', body: { chain: TAKE, decision: 'hide', reason: 'Hateful' } };
  await waitFor(() => expect(database.asked).toContainEqual(hidden));
  cleanup();
  const appealed = { hidden: true, reports: 0, reasons: [], details: [], note: 'Hateful', appeal: 'It is a harbour' };
  const byWallet = { name: '0x1111…2222', username: null, fid: null };
  show(true, [{ ...chain, ...appealed, creator: byWallet }]);
  expect(screen.getByText('0x1111…2222')).toBeDefined();
  expect(screen.getByText('It was hidden because').parentElement?.textContent).toContain('Hateful');
  expect(screen.getByText('It is a harbour')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Keep it hidden' }));
  expect(await screen.findByText(/answers the appeal/)).toBeDefined();
});

it('hides one verse of a chain, after a look at the chain', async () => {
  signInAsFan();
  const chain = '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c77';
  const { onChain } = show(true, [{ ...reported, kind: 'verse', pageId: chain, title: 'Answer in Harbour' }]);
  expect(screen.getByText('Verse')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Look at it' }));
  expect(onChain).toHaveBeenCalledWith(chain);
  fireEvent.click(screen.getByRole('button', { name: 'Hide verse' }));
  expect(await screen.findByText(/Its place in the chain stays/)).toBeDefined();
  fireEvent.change(screen.getByLabelText('Why'), { target: { value: 'Rude' } });
  fireEvent.submit(screen.getByLabelText('Why'));
  const hidden = { call: 'POST /rest/v1/rpc/moderate_move', body: { move: TAKE, decision: 'hide', reason: 'Rude' } };
  await waitFor(() => expect(database.asked).toContainEqual(hidden));
});

it('answers a take that is like two older ones once', async () => {
  signInAsFan();
  show(true);
  fireEvent.click(screen.getByRole('tab', { name: 'Copies' }));
  expect(screen.getAllByRole('heading', { name: /Echo/ })).toHaveLength(1);
  expect(screen.getAllByText(/^Sounds like .+ · No\. \d+: 80% of bits agree$/)).toHaveLength(2);
  expect(screen.getByText('Ada answered').parentElement?.textContent).toContain('The same voice');
  expect(screen.getByText('We wrote it together')).toBeDefined();
  fireEvent.change(screen.getByLabelText('Why'), { target: { value: 'I heard all three' } });
  fireEvent.click(screen.getByRole('button', { name: 'Their own' }));
  const answered = {
    call: 'POST /rest/v1/rpc/answer_copy',
    body: { answered: [3, 4], answer: 'own', reason: 'I heard all three' },
  };
  await waitFor(() => expect(database.asked).toContainEqual(answered));
});
