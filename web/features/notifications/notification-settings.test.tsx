import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { FAN_ID, forgetFan, stubDatabase } from '../../lib/testing/database-harness.ts';
import { filledCache } from '../../lib/testing/filled-cache.ts';
import { FIRST_SETTINGS, type NoticeSettings, settingsQuery } from './notice-queries.ts';
import { NotificationSettings } from './notification-settings.tsx';

afterEach(forgetFan);

function show(change: Partial<NoticeSettings>) {
  stubDatabase();
  const cache = filledCache();
  cache.setQueryData(settingsQuery(FAN_ID).queryKey, { ...FIRST_SETTINGS, ...change });
  render(
    <QueryClientProvider client={cache}>
      <NotificationSettings userId={FAN_ID} />
    </QueryClientProvider>,
  );
  return screen.getByRole('button', { name: /^What Farcaster tells you/ });
}

it.each<[Partial<NoticeSettings>, RegExp]>([
  [{}, /Everything, at any hour\./],
  [{ muted: ['bought'] }, /Not everything, at any hour\./],
  [
    { quiet: true, timeZone: 'America/New_York', muted: ['bought'] },
    /Not everything, quiet from 22:00 to 08:00, America\/New York\./,
  ],
])('says what is told and when: %j', (settings, words) => {
  expect(show(settings).textContent).toMatch(words);
});

it('leads to the switches', () => {
  fireEvent.click(show({ muted: ['bought'] }));
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'People buy your coin' }).checked).toBe(false);
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Answers to your moves' }).checked).toBe(true);
});

it('says that they could not be read, and why where they are looked for', async () => {
  stubDatabase().answer = { status: 500, body: { code: 'XX000', message: 'no' } };
  render(
    <QueryClientProvider client={filledCache()}>
      <NotificationSettings userId={FAN_ID} />
    </QueryClientProvider>,
  );
  fireEvent.click(await screen.findByRole('button', { name: /Could not be read/ }));
  await screen.findByRole('button', { name: 'Try again' });
  expect(screen.queryByRole('checkbox')).toBeNull();
});
