import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { importPose } from '../../../shared/chains/import-pose.ts';
import { scoreRepeat } from '../../../shared/chains/score-repeat.ts';
import { DANCES, dancer } from '../../../shared/chains/testing/dancer.ts';
import { LiveRecorder } from './live-recorder.tsx';
import { NoCamera, type openLive } from './open-live.ts';

/** Stands in for the camera and the model: what it is given to tell is what they see. */
const live = vi.hoisted(() => ({ open: vi.fn<typeof openLive>() }));
vi.mock('./open-live.ts', async original => ({ ...(await original<typeof import('./open-live.ts')>()), openLive: live.open }));

const model = { url: 'https://models.example/pose.task', sha256: 'ab'.repeat(32) };
const { frames } = dancer(DANCES.wave, { fps: 15 });
const points = (place: number) =>
  (frames[place]?.landmarks ?? []).map(p => ({ z: 0, visibility: 1, ...(p as { x: number; y: number }) }));
const press = (name: RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  live.open.mockReset();
});

async function dance(seen: (place: number) => boolean) {
  const onPose = vi.fn();
  live.open.mockImplementation(async (_, __, { onOpen }) => onOpen(1));
  render(<LiveRecorder model={model} onPose={onPose} />);
  await vi.waitFor(() => expect(live.open).toHaveBeenCalled());
  await pass(0);
  const told = live.open.mock.calls[0]?.[2];
  const look = (t: number, place: number) => act(() => told?.onSeen({ t, landmarks: seen(place) ? points(place) : null }));
  look(1_000, 20);
  press(/Count me in/);
  for (let beat = 0; beat < 3; beat++) await pass(1_000);
  for (const [place, { t }] of frames.entries()) look(t + 5_000, place);
  press(/Done · 2 s/);
  return onPose;
}

describe('dancing before the camera', () => {
  it('keeps what was danced after the count, and nothing from before', async () => {
    const onPose = await dance(() => true);
    const [pose] = onPose.mock.calls[0] ?? [];
    expect(pose.frames).toHaveLength(frames.length);
    expect(scoreRepeat([importPose({ frames })], pose).total).toBe(100);
  });

  it('says so when hardly anybody was seen', async () => {
    expect(await dance(place => place % 4 === 0)).not.toHaveBeenCalled();
    screen.getByText(/You were hardly seen/);
    screen.getByRole('button', { name: 'Count me in' });
  });

  it('says what to do when the camera is refused', async () => {
    live.open.mockRejectedValue(new NoCamera('denied'));
    render(<LiveRecorder model={model} onPose={vi.fn()} />);
    await vi.waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/Allow it for this page, or choose a film/));
  });
});
