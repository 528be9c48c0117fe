import { QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FAN_ID, forgetFan, type StubDatabase, signInAsFan, stubDatabase } from '../../lib/testing/database-harness.ts';
import { filledCache } from '../../lib/testing/filled-cache.ts';
import { type HoldersFile, holdersFileQuery, openedQuery } from './holders-file.ts';
import { HoldersPanel } from './holders-panel.tsx';

vi.mock('./seal-for-holders.ts', () => ({
  sealForHolders: async () => ({ fileId: 'f', key: new Uint8Array(32), blob: new Blob() }),
}));

const TAKE = '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c01';
const MAKER = '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c02';
const film: HoldersFile = { id: 'f', makerId: MAKER, film: true, bytes: 8_400_000, leastCoins: 1, takenDown: null };

let database: StubDatabase;
beforeEach(() => {
  database = stubDatabase();
});
afterEach(forgetFan);

type Seen = Partial<Parameters<typeof HoldersPanel>[0]>;
function show(file: HoldersFile | null, seen: Seen = {}, viewer: string | null = FAN_ID) {
  const client = filledCache();
  client.setQueryData(holdersFileQuery(TAKE, viewer ?? undefined).queryKey, file);
  client.setQueryData(openedQuery('f').queryKey, 1);
  const upload = vi.fn();
  const rest = { takeId: TAKE, makerId: MAKER, title: 'Late', symbol: 'LATE', operator: false, onPlay: vi.fn(), upload };
  const panel = <HoldersPanel {...rest} holdsAtLeast={() => false} onBuy={undefined} {...seen} />;
  const change = (next: HoldersFile) => client.setQueryData(holdersFileQuery(TAKE, viewer ?? undefined).queryKey, next);
  return { ...render(<QueryClientProvider client={client}>{panel}</QueryClientProvider>), change };
}
const refuse = (status: number, code: string, message: string) => {
  database.answer = { status, body: { error: { code, message, retryable: false } } };
};

/** Also what lies in a fold. */
const buttonOf = (label: string) => screen.getByText(label).closest('button') as HTMLButtonElement;

it('shows nothing where there is nothing, but to the maker the way to add something', async () => {
  signInAsFan();
  expect(show(null).container.innerHTML).toBe('');
  show(null, { makerId: FAN_ID });
  fireEvent.click(screen.getByRole('button', { name: 'Add something for holders' }));
  expect((await screen.findByRole('button', { name: /^Add for holders/ })).getAttribute('aria-disabled')).toBe('true');
  fireEvent.change(screen.getByLabelText('Coins that open it'), { target: { value: '1.5' } });
  expect(screen.getByText('A whole number from 1 to 1,000,000,000.')).toBeDefined();
});

it('reads again what is there when adding fails: the answer may have been lost', async () => {
  signInAsFan();
  show(null, { makerId: FAN_ID, upload: async () => 'm' });
  fireEvent.click(screen.getByRole('button', { name: 'Add something for holders' }));
  const picker = await screen.findByLabelText('File for holders');
  fireEvent.change(picker, { target: { files: [new File(['x'], 'cut.wav')] } });
  refuse(409, 'premium/has-one', 'This take has something for holders already.');
  fireEvent.click(await screen.findByRole('button', { name: /^Add for holders/ }));
  await screen.findByText('This take has something for holders already.');
  await waitFor(() => expect(database.asked.map(({ call }) => call)).toContain('GET /rest/v1/holders_files'));
});

it('waits while there is no coin, and asks whoever is not signed in to sign in', () => {
  const waiting = show(film, { symbol: null }, null);
  expect(screen.getByText('For holders, once there is a coin')).toBeDefined();
  expect(screen.queryByRole('button')).toBeNull();
  waiting.unmount();
  show(film, {}, null);
  expect(screen.getByText('For holders of 1 $LATE')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Sign in and open' })).toBeDefined();
});

it('offers the coin to who holds too little, and says so when the door does', async () => {
  signInAsFan();
  const onBuy = vi.fn();
  show(film, { onBuy });
  refuse(403, 'premium/not-holding', 'no');
  fireEvent.click(screen.getByRole('button', { name: 'Open the film' }));
  await screen.findByText('Your wallets hold less than 1 $LATE right now.');
  expect(database.asked).toContainEqual({ call: 'POST /functions/v1/api/holders-files/f/key', body: {} });
  fireEvent.click(screen.getByRole('button', { name: 'Get $LATE' }));
  expect(onBuy).toHaveBeenCalledOnce();
});

it('offers no coin to who holds enough, and says in words why else it does not open', async () => {
  signInAsFan();
  show(film, { onBuy: vi.fn(), holdsAtLeast: () => true });
  expect(screen.queryByRole('button', { name: 'Get $LATE' })).toBeNull();
  refuse(410, 'premium/taken-down', 'This was taken down.');
  fireEvent.click(screen.getByRole('button', { name: 'Open the film' }));
  await screen.findByText('This was taken down.');
});

it('tells makers how often theirs was opened and why it was taken down, and removes it once they are sure', async () => {
  signInAsFan();
  show({ ...film, makerId: FAN_ID, takenDown: 'Somebody else sings' }, { makerId: FAN_ID });
  expect(screen.getByText(/8\.4 MB · opens with 1 \$LATE · opened once/)).toBeDefined();
  expect(screen.getByText(/Somebody else sings/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Play it' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
  database.answer = { status: 200, body: { removed: 'f' } };
  fireEvent.click(screen.getByRole('button', { name: 'Remove it for good' }));
  const sent = { call: 'DELETE /functions/v1/api/holders-files/f', body: null };
  await waitFor(() => expect(database.asked).toContainEqual(sent));
});

it('reads again what was taken down while its maker looked', async () => {
  signInAsFan();
  show({ ...film, makerId: FAN_ID }, { makerId: FAN_ID });
  refuse(410, 'premium/taken-down', 'This was taken down.');
  fireEvent.click(screen.getByRole('button', { name: 'Play it' }));
  await screen.findByText('This was taken down.');
  await waitFor(() => expect(database.asked.map(({ call }) => call)).toContain('GET /rest/v1/holders_files'));
});

it('lets operators open it and take it down once they say why, also what others no longer see', async () => {
  signInAsFan();
  show({ ...film, takenDown: 'Not theirs' }, { operator: true });
  expect(screen.queryByText(/For holders of/)).toBeNull();
  const back = buttonOf('Put it back');
  expect(back.getAttribute('aria-disabled')).toBe('true');
  fireEvent.change(screen.getByLabelText('Why'), { target: { value: ' Report 7 ' } });
  refuse(503, 'media/away', 'away');
  fireEvent.click(buttonOf('Open to judge'));
  const asked = { call: 'POST /functions/v1/api/holders-files/f/key', body: { reason: 'Report 7' } };
  await waitFor(() => expect(database.asked).toContainEqual(asked));
  database.answer = { status: 204 };
  fireEvent.click(back);
  const decided = {
    call: 'POST /rest/v1/rpc/moderate_holders_file',
    body: { file: 'f', decision: 'put_back', reason: 'Report 7' },
  };
  await waitFor(() => expect(database.asked).toContainEqual(decided));
});

it('begins anew for operators when its maker puts another file in its place', async () => {
  signInAsFan();
  const { change } = show(film, { operator: true });
  fireEvent.change(screen.getByLabelText('Why'), { target: { value: 'Report 7' } });
  act(() => void change({ ...film, id: 'g', bytes: 5_000 }));
  await screen.findByText(/5 KB/);
  expect(buttonOf('Take it down').getAttribute('aria-disabled')).toBe('true');
});

it('stays while somebody signs in', () => {
  show(film, {}, null);
  act(signInAsFan);
  expect(screen.getByRole('button', { name: 'Open the film' })).toBeDefined();
});
