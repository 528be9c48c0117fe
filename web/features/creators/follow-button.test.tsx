import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sessionStore, signInWith } from '../../lib/session.ts';
import {
  FAN_ID as FAN,
  fanSession,
  forgetFan,
  type StubDatabase,
  signInAsFan,
  stubDatabase,
} from '../../lib/testing/database-harness.ts';
import { filledCache } from '../../lib/testing/filled-cache.ts';
import { FollowButton } from './follow-button.tsx';
import { followedQuery, followersQuery } from './follow-queries.ts';
import { FollowerFact } from './follower-fact.tsx';

const NIA = '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c90';
let database: StubDatabase;
const asked = () => database.asked.map(each => each.call);

beforeEach(() => {
  database = stubDatabase();
});
afterEach(forgetFan);

function show() {
  const client = filledCache();
  client.setQueryData(followedQuery(FAN).queryKey, new Set<string>());
  client.setQueryData(followersQuery(NIA).queryKey, 11);
  render(
    <QueryClientProvider client={client}>
      <FollowButton creatorId={NIA} name="Nia" />
      <FollowerFact creatorId={NIA} />
    </QueryClientProvider>,
  );
}

it('follows at once, counts, and says that it is GigaVibe alone', async () => {
  signInAsFan();
  show();
  fireEvent.click(screen.getByRole('button', { name: 'Follow Nia on GigaVibe' }));
  await screen.findByRole('button', { name: 'Stop following Nia on GigaVibe' });
  expect(screen.getByText('12')).toBeTruthy();
  await waitFor(() => expect(asked()).toEqual(['POST /rest/v1/follows']));
  fireEvent.click(screen.getByRole('button', { name: 'Stop following Nia on GigaVibe' }));
  await screen.findByRole('button', { name: 'Follow Nia on GigaVibe' });
  await waitFor(() => expect(asked()).toEqual(['POST /rest/v1/follows', 'DELETE /rest/v1/follows']));
});

it('takes it back when it fails, and says so', async () => {
  signInAsFan();
  database.answer = { status: 500, body: { code: 'XX000', message: 'no' } };
  show();
  fireEvent.click(screen.getByRole('button', { name: 'Follow Nia on GigaVibe' }));
  await screen.findByText('Try again');
  expect(screen.getByRole('alert').textContent).toMatch(/^GigaVibe could not/);
  expect(screen.getByText('11')).toBeTruthy();
});

it('has nothing to take back when the follow was there already', async () => {
  signInAsFan();
  database.answer = { status: 409, body: { code: '23505', message: 'duplicate' } };
  show();
  fireEvent.click(screen.getByRole('button', { name: 'Follow Nia on GigaVibe' }));
  await screen.findByRole('button', { name: 'Stop following Nia on GigaVibe' });
  await waitFor(() => expect(asked()).toHaveLength(1));
  expect(screen.getByText('12')).toBeTruthy();
});

it('signs a visitor in first', async () => {
  signInWith({
    signIn: async () => {
      signInAsFan();
      return fanSession();
    },
    renew: async () => undefined,
  });
  show();
  fireEvent.click(screen.getByRole('button', { name: 'Follow Nia on GigaVibe' }));
  await screen.findByRole('button', { name: 'Stop following Nia on GigaVibe' });
});

it('is not there for oneself', () => {
  const session = fanSession();
  sessionStore.set({ ...session, user: { ...session.user, id: NIA } });
  show();
  expect(screen.queryByRole('button')).toBeNull();
});
