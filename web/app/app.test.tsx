import { useQuery } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { leaveTab } from '../lib/person.ts';
import { type Session, sessionStore } from '../lib/session.ts';
import { App } from './app.tsx';

const asks = () => sessionStore.get()?.user.id ?? 'nobody';
const ORDER = { queryKey: ['order'], queryFn: async () => `order for ${asks()}`, meta: { keepsPlace: true } };

/** Something typed, and two answers whose keys do not say who asked: the second keeps its place. */
vi.mock('./shell.tsx', () => ({
  Shell: () => (
    <>
      <input aria-label="Typed" />
      <p>{useQuery({ queryKey: ['answer'], queryFn: async () => `answer for ${asks()}` }).data}</p>
      <p>{useQuery(ORDER).data}</p>
    </>
  ),
}));

const typed = () => screen.getByLabelText<HTMLInputElement>('Typed').value;
const signIn = (id: string) => act(() => sessionStore.set({ user: { id, fid: null } } as Session));
const sees = (text: string) => screen.findByText(text);

beforeEach(async () => {
  render(<App />);
  await sees('order for nobody');
  fireEvent.change(screen.getByLabelText('Typed'), { target: { value: 'Night bus' } });
});
afterEach(() => {
  cleanup();
  leaveTab();
});

it('a visitor who signs in goes on where they were, and what is on the screen is read again but what would move', async () => {
  signIn('nia');
  await sees('answer for nia');
  expect([typed(), screen.queryByText('order for nobody')]).toEqual(['Night bus', expect.anything()]);
});

it('so does whose session ran out', async () => {
  signIn('nia');
  act(() => sessionStore.set(null));
  await sees('answer for nobody');
  signIn('nia');
  await sees('answer for nia');
  expect(typed()).toBe('Night bus');
});

it('who signs out leaves nothing behind', async () => {
  signIn('nia');
  await sees('answer for nia');
  act(leaveTab);
  expect([typed(), screen.queryByText(/nia|order/)]).toEqual(['', null]);
  await sees('answer for nobody');
});

it('another person begins with nothing of the one before', async () => {
  signIn('nia');
  await sees('answer for nia');
  act(() => sessionStore.set(null));
  signIn('jonas');
  expect([typed(), screen.queryByText(/answer|order/)]).toEqual(['', null]);
  await sees('order for jonas');
});
