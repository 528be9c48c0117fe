import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { importPose } from '../../../shared/chains/import-pose.ts';
import { BODIES, DANCES, dancer } from '../../../shared/chains/testing/dancer.ts';
import { poseQuery } from './pose-query.ts';
import { PractiseSheet } from './practise-sheet.tsx';
import { moveFixture } from './testing/move-fixture.ts';
import type { Seen } from './watch-body.ts';

/** The camera is somebody who is seen when the test says so. */
let see: (seen: Seen) => void;
vi.mock('./live-body.tsx', () => ({
  LiveBody: ({ onSeen }: { onSeen: (seen: Seen, aspect: number) => void }) => {
    see = seen => onSeen(seen, 1);
    return <p>Your camera</p>;
  },
}));

const model = { url: 'https://models.example/pose.task', sha256: 'ab'.repeat(32) };
const danced = { cid: 'wave', ms: 2_400 };
const wave = moveFixture({ danced });

function show(given: typeof model | null, here = true) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  if (here) client.setQueryData(poseQuery(danced).queryKey, importPose(dancer(DANCES.wave)));
  render(
    <QueryClientProvider client={client}>
      <PractiseSheet phrase={[wave]} ink="teal" onClose={vi.fn()} model={given} />
    </QueryClientProvider>,
  );
}
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

async function countIn() {
  press('Count me in');
  for (let beat = 0; beat < 3; beat++) await pass(1_000);
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('counts in, dances once, and can be counted in again', async () => {
  show(null);
  press('Count me in');
  for (const count of ['3', '2', '1']) {
    expect(screen.getByRole('status').textContent).toBe(count);
    await pass(1_000);
  }
  expect(screen.queryByRole('status')).toBeNull();
  screen.getByRole('button', { name: 'Stop' });
  await pass(3_000);
  screen.getByRole('button', { name: 'Count me in' });
});

it('at half speed takes twice as long', async () => {
  show(null);
  press('Half speed');
  await countIn();
  await pass(4_000);
  screen.getByRole('button', { name: 'Stop' });
  await pass(1_500);
  screen.getByRole('button', { name: 'Count me in' });
});

it.each([
  ['', 0],
  [', also when it opens late', 900],
])('with a camera says how well one dances along, from the first beat on%s', async (_, lateMs) => {
  show(model);
  press('See my match');
  screen.getByText(/match shows while you dance along/);
  await countIn();
  const began = performance.now();
  const { frames } = dancer(DANCES.wave, { body: BODIES.broad, fps: 15, mirrored: true });
  for (const { t, landmarks } of frames) {
    if (t < lateMs) continue;
    const seen = landmarks.map(p => ({ z: 0, visibility: 1, ...(p as { x: number; y: number }) }));
    act(() => see({ t: began + t, landmarks: seen }));
  }
  expect(screen.getByText(/^\d+% match so far/).textContent).toMatch(/^(9\d|100)%/);
  // Readers hear where it ends, not each picture.
  expect(screen.getByText(/match so far/).getAttribute('aria-live')).toBe('off');
});

it('waits for the moves, and has no camera without a model', () => {
  show(null, false);
  expect(screen.getByRole('button', { name: /Count me in/ }).getAttribute('aria-disabled')).toBe('true');
  expect(screen.queryByRole('button', { name: 'See my match' })).toBeNull();
});
