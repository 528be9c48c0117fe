import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { forgetFan, type StubDatabase, signInAsFan, stubDatabase } from '../../lib/testing/database-harness.ts';
import { ReportSheet } from './report-sheet.tsx';

let database: StubDatabase;
beforeEach(() => {
  database = stubDatabase();
  signInAsFan();
});
afterEach(forgetFan);

function show() {
  const calls = { onClose: vi.fn(), onSent: vi.fn() };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ReportSheet subject={{ kind: 'take', id: 'p1', title: 'Night bus home' }} {...calls} />
    </QueryClientProvider>,
  );
  return calls;
}

it('asks for a reason, then sends it with what was added', async () => {
  const calls = show();
  const send = screen.getByRole('button', { name: /^Send report/ });
  expect(send.getAttribute('aria-disabled')).toBe('true');
  fireEvent.click(screen.getByRole('radio', { name: 'It is not their work' }));
  fireEvent.change(screen.getByLabelText('Anything to add?'), { target: { value: ' My song ' } });
  fireEvent.click(screen.getByRole('button', { name: 'Send report' }));
  await screen.findByText(/will look at it/);
  // What was pressed is gone: who goes by keys goes on at what there is to press.
  expect(document.activeElement).toBe(screen.getAllByRole('button', { name: 'Close' }).at(-1));
  expect(database.asked).toEqual([
    { call: 'POST /rest/v1/reports', body: { performance_id: 'p1', reason: 'not_theirs', details: 'My song' } },
  ]);
  expect(calls.onSent).toHaveBeenCalledOnce();
});

it('takes a second report of the same take as the first', async () => {
  database.answer = { status: 409, body: { code: '23505', message: 'duplicate' } };
  show();
  fireEvent.click(screen.getByRole('radio', { name: 'Spam or bought reactions' }));
  fireEvent.click(screen.getByRole('button', { name: 'Send report' }));
  await screen.findByText(/will look at it/);
});

it('says why it was not sent, and keeps what was chosen', async () => {
  database.answer = { status: 400, body: { code: '23514', message: 'too many' } };
  const calls = show();
  fireEvent.click(screen.getByRole('radio', { name: 'Something else' }));
  fireEvent.click(screen.getByRole('button', { name: 'Send report' }));
  expect((await screen.findByRole('alert')).textContent).toContain('ten reports');
  expect((screen.getByRole('radio', { name: 'Something else' }) as HTMLInputElement).checked).toBe(true);
  expect(calls.onSent).not.toHaveBeenCalled();
});
