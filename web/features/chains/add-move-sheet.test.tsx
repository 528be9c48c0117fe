import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { importPose } from '../../../shared/chains/import-pose.ts';
import { DANCES, dancer } from '../../../shared/chains/testing/dancer.ts';
import { ApiError } from '../../lib/api-error.ts';
import { sessionStore } from '../../lib/session.ts';
import { FAN_ID, signInAsFan, stubDatabase } from '../../lib/testing/database-harness.ts';
import { filledCache } from '../../lib/testing/filled-cache.ts';
import { answerDance } from './act-on-chain.ts';
import { AddMoveSheet } from './add-move-sheet.tsx';
import { creditQuery } from './credit-query.ts';
import { type FreeTake, freeTakesQuery } from './free-takes-query.ts';
import { poseQuery } from './pose-query.ts';
import { moveFixture } from './testing/move-fixture.ts';

vi.mock('./act-on-chain.ts', () => ({ answerDance: vi.fn() }));

const MOVE = '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c01';
const danced = { cid: 'b', ms: 2_400 };
const wave = moveFixture({ id: MOVE, danced });
const takes: FreeTake[] = [
  { id: 't1', number: 4, title: 'Kitchen', durationMs: 5_200 },
  { id: 't2', number: 5, title: 'Hallway', durationMs: 9_000 },
];

beforeEach(() => {
  stubDatabase();
  signInAsFan();
});
afterEach(() => {
  cleanup();
  sessionStore.set(null);
  vi.clearAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

/** One dance after the other, as a camera would give them. */
const recording = (...names: (keyof typeof DANCES)[]) => ({
  frames: names.flatMap((name, place) => dancer(DANCES[name]).frames.map(frame => ({ ...frame, t: frame.t + place * 2_433 }))),
});

async function bring(value: unknown, name = 'Kick') {
  const client = filledCache();
  client.setQueryData(poseQuery(danced).queryKey, importPose(recording('wave')));
  client.setQueryData(freeTakesQuery(FAN_ID, 'dance').queryKey, takes);
  const own = { generation: 0, performance_id: null, title: 'Wave', user_id: 'n', display_name: 'Nia' };
  client.setQueryData(creditQuery({ move: MOVE }).queryKey, [own]);
  const onClose = vi.fn();
  render(
    <QueryClientProvider client={client}>
      <AddMoveSheet phrase={[wave]} ink="teal" takeId={null} onPerform={vi.fn()} onClose={onClose} />
    </QueryClientProvider>,
  );
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const file = new File([text], 'dance.json', { type: 'application/json' });
  fireEvent.change(screen.getByLabelText('Recording of your movement'), { target: { files: [file] } });
  fireEvent.change(screen.getByLabelText('Name of your move'), { target: { value: name } });
  return { onClose };
}
const add = () => screen.getByRole('button', { name: /^Add your move/ });

it('scores a repeat, shows credit once a take stands beside it, and then what the server counted', async () => {
  const score = { total: 93, moves: [93], mirrored: false };
  vi.mocked(answerDance).mockResolvedValue({ chain_id: 'c', move_id: 'm', score });
  const { onClose } = await bring(recording('wave', 'kick'));
  expect(await screen.findByText(/^100% match/)).toBeDefined();
  expect((screen.getByRole('radio', { name: /Hallway/ }) as HTMLInputElement).disabled).toBe(true);
  expect(screen.queryByText(/It grows from/)).toBeNull();
  fireEvent.click(screen.getByRole('radio', { name: /Kitchen/ }));
  expect(screen.getByRole('region', { name: 'Credits' }).textContent).toContain('You 90%, Nia 10%');
  fireEvent.click(add());
  expect(await screen.findByText(/^93% match/)).toBeDefined();
  expect(vi.mocked(answerDance).mock.calls[0]).toMatchObject([MOVE, { name: 'Kick', takeId: 't1', ownFromMs: 2_400 }]);
  fireEvent.click(screen.getByRole('button', { name: 'See the chain' }));
  expect(onClose).toHaveBeenCalledOnce();
});

it('refuses another dance with its score, before anything is sent', async () => {
  await bring(recording('squat', 'kick'));
  expect(await screen.findByText(/80% joins, 65% in each move/)).toBeDefined();
  expect(add().textContent).toContain('Match 80% to join.');
  fireEvent.click(add());
  expect(answerDance).not.toHaveBeenCalled();
});

it('shows what the server refused, in its words', async () => {
  const refused = 'This matches 61 % of the phrase; 80 % joins it.';
  vi.mocked(answerDance).mockRejectedValue(new ApiError('chains/not-repeated', refused, { status: 422, retryable: false }));
  await bring(recording('wave', 'kick'));
  await waitFor(() => expect(add().getAttribute('aria-disabled')).toBeNull());
  await screen.findByText(/^100% match/);
  fireEvent.click(add());
  expect((await screen.findByRole('alert')).textContent).toContain(refused);
});

it('says what is wrong with a file that is no recording', async () => {
  await bring('no dance');
  expect((await screen.findByRole('alert')).textContent).toBe('No movement can be read from this file.');
});
