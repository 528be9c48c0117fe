import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { aheadStore, timeAskedStore } from './clock.ts';
import { sessionStore, useSession } from './session.ts';

const HOUR = 3_600_000;
const user = { id: 'u', fid: 5120, displayName: 'Jonas', username: 'jonas', avatarUrl: null, walletAddress: null };

function Who() {
  return <p>{useSession()?.user.displayName ?? 'Nobody'}</p>;
}

afterEach(() => {
  cleanup();
  sessionStore.set(null);
  timeAskedStore.set(false);
  aheadStore.set(0);
});

it.each([
  ['stays on a device that is ahead', -HOUR, 'Jonas'],
  ['is over where the device was right', 0, 'Nobody'],
])('shows a kept session until it can be judged: it %s', (_, ahead, after) => {
  sessionStore.set({ accessToken: 'a', expiresAt: Date.now() - HOUR / 2, refreshToken: null, signedBy: null, user });
  render(<Who />);
  expect(screen.getByText('Jonas')).toBeTruthy();
  act(() => {
    aheadStore.set(ahead);
    timeAskedStore.set(true);
  });
  expect(screen.getByText(after)).toBeTruthy();
});
