import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { askDevices, type Devices } from './ask-devices.ts';
import { CaptureScreen } from './capture-screen.tsx';
import { recordedSlices } from './draft-store.ts';
import { type Measured, measureTake } from './measure-take.ts';

vi.mock('./ask-devices.ts', async original => ({
  ...(await original<typeof import('./ask-devices.ts')>()),
  askDevices: vi.fn(),
  mayRecord: () => true,
}));
vi.mock('./tools.ts', () => import('./measure-take.ts'));
const cutTake = vi.hoisted(() => vi.fn((): Promise<Blob> => Promise.reject(new Error('odd times'))));
vi.mock('./measure-take.ts', () => ({ measureTake: vi.fn(), cutTake }));
vi.mock('./draft-store.ts', () => ({ recordedSlices: vi.fn(async () => null), forgetSlices: vi.fn() }));
vi.mock('./record-step.tsx', () => ({ RecordStep: () => 'on stage' }));
afterEach(cleanup);

/** What the device gives, and whether it was let go of. */
function camera() {
  const stop = vi.fn();
  return { stop, devices: { stream: { id: 's', getTracks: () => [{ stop }] } as unknown as MediaStream } };
}

it('lets go of a camera that is given after the page was left', async () => {
  const given = Promise.withResolvers<Devices>();
  vi.mocked(askDevices).mockReturnValue(given.promise);
  const { unmount } = render(<CaptureScreen kept={null} onKept={vi.fn()} />);
  fireEvent.click(screen.getByRole('button', { name: 'Allow camera' }));
  unmount();
  const { stop, devices } = camera();
  given.resolve(devices);
  await waitFor(() => expect(stop).toHaveBeenCalledOnce());
});

it('holds one device at a time, the one asked for last', async () => {
  const [first, second] = [Promise.withResolvers<Devices>(), Promise.withResolvers<Devices>()];
  vi.mocked(askDevices).mockReturnValueOnce(first.promise).mockReturnValueOnce(second.promise);
  render(<CaptureScreen kept={null} onKept={vi.fn()} />);
  fireEvent.click(screen.getByRole('button', { name: 'Allow camera' }));
  fireEvent.click(screen.getByRole('button', { name: 'Allow microphone' }));
  const [film, sound] = [camera(), camera()];
  second.resolve(sound.devices);
  await screen.findByText('on stage');
  first.resolve(film.devices);
  await waitFor(() => expect(film.stop).toHaveBeenCalledOnce());
  expect(sound.stop).not.toHaveBeenCalled();
});

it('hands the focus on to the step that comes', async () => {
  vi.mocked(askDevices).mockResolvedValueOnce(camera().devices);
  render(<CaptureScreen kept={null} onKept={vi.fn()} />);
  const allow = screen.getByRole('button', { name: 'Allow microphone' });
  allow.focus();
  fireEvent.click(allow);
  await screen.findByText('on stage');
  expect(document.activeElement?.textContent).toBe('on stage');
  expect(document.activeElement).not.toBe(document.body);
});

it('says so when a clip cannot be read, and takes another', async () => {
  vi.mocked(measureTake).mockRejectedValue(new Error('no memory'));
  render(<CaptureScreen kept={null} onKept={vi.fn()} />);
  fireEvent.change(screen.getByLabelText('Clip'), { target: { files: [new File(['x'], 'x.mp4')] } });
  expect(await screen.findByRole('alert')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Upload a clip' }).getAttribute('aria-busy')).toBeNull();
});

it('puts a clip into another container when that alone keeps it from being played', async () => {
  const facts = { hasVideo: true, durationMs: 9_000, mime: 'video/webm', peaks: null };
  vi.mocked(measureTake).mockResolvedValueOnce({ facts, problem: 'unplayable' } as unknown as Measured);
  vi.mocked(measureTake).mockResolvedValueOnce({ facts: { ...facts, mime: 'video/mp4' }, problem: null } as unknown as Measured);
  cutTake.mockResolvedValueOnce(new Blob(['y']));
  render(<CaptureScreen kept={null} onKept={vi.fn()} />);
  fireEvent.change(screen.getByLabelText('Clip'), { target: { files: [new File(['x'], 'x.mkv')] } });
  expect(await screen.findByRole('heading', { name: 'Trim your take' })).toBeTruthy();
});

it('keeps a recording that cannot be written anew', async () => {
  vi.mocked(recordedSlices).mockResolvedValueOnce(new Blob(['x']));
  const facts = { hasVideo: false, durationMs: 9_000, mime: 'audio/webm', peaks: null };
  vi.mocked(measureTake).mockResolvedValue({ facts, problem: null } as unknown as Measured);
  render(<CaptureScreen kept={null} onKept={vi.fn()} />);
  expect(await screen.findByRole('heading', { name: 'Trim your take' })).toBeTruthy();
  expect(document.title).toBe('Trim your take · GigaVibe');
  fireEvent.click(screen.getByRole('button', { name: 'Back' }));
  expect(document.title).toBe('Perform · GigaVibe');
});
