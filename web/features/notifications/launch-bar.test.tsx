import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { signInWith } from '../../lib/session.ts';
import {
  FAN_ID as FAN,
  fanSession,
  forgetFan,
  type StubDatabase,
  signInAsFan,
  stubDatabase,
} from '../../lib/testing/database-harness.ts';
import { filledCache } from '../../lib/testing/filled-cache.ts';
import { LaunchBar } from './launch-bar.tsx';
import { watchQuery } from './watch-query.ts';

const TAKE = '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c92';
let database: StubDatabase;
const asked = () => database.asked.map(each => each.call);
const button = (name: RegExp) => screen.findByRole('button', { name });

beforeEach(() => {
  database = stubDatabase();
});
afterEach(forgetFan);

function show({ watches = false, onRecast = undefined as (() => void) | undefined } = {}) {
  const client = filledCache();
  client.setQueryData(watchQuery(FAN, TAKE).queryKey, watches);
  render(
    <QueryClientProvider client={client}>
      <LaunchBar performanceId={TAKE} onRecast={onRecast} />
    </QueryClientProvider>,
  );
  return client;
}

it('asks to be told, says so at once, and takes it back', async () => {
  signInAsFan();
  const client = show();
  fireEvent.click(await button(/^Tell me if it launches$/));
  await button(/^We will tell you if it launches/);
  await waitFor(() => expect(asked()).toEqual(['POST /rest/v1/launch_watches']));
  expect(database.asked[0]?.body).toEqual({ performance_id: TAKE });
  await waitFor(() => expect(client.isMutating()).toBe(0));
  fireEvent.click(await button(/^We will tell you/));
  await button(/^Tell me/);
  await waitFor(() => expect(asked()).toEqual(['POST /rest/v1/launch_watches', 'DELETE /rest/v1/launch_watches']));
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
  fireEvent.click(await button(/^Tell me/));
  await button(/^We will tell you/);
});

it('stays as it was when it fails, and says why', async () => {
  signInAsFan();
  database.answer = { status: 500, body: { code: 'XX000', message: 'no' } };
  show();
  fireEvent.click(await button(/^Tell me/));
  await button(/^Try again\. GigaVibe could not/);
  expect(screen.getByRole('alert').textContent).toMatch(/^GigaVibe could not/);
  database.answer = { status: 201 };
  fireEvent.click(await button(/^Try again/));
  await button(/^We will tell you/);
});

it('has asked already where another device did', async () => {
  signInAsFan();
  database.answer = { status: 409, body: { code: '23505', message: 'duplicate' } };
  show();
  fireEvent.click(await button(/^Tell me/));
  await button(/^We will tell you/);
  await waitFor(() => expect(asked()).toHaveLength(1));
});

it('leads to the cast, where a take is recast; none without a cast', async () => {
  const onRecast = vi.fn();
  show({ onRecast });
  fireEvent.click(await button(/^Recast$/));
  expect(onRecast).toHaveBeenCalledOnce();
  forgetFan();
  database = stubDatabase();
  show();
  expect(screen.queryByRole('button', { name: 'Recast' })).toBeNull();
});
