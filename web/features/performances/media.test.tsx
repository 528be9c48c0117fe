import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { Media } from './media.tsx';
import { soundPlayer } from './sound-player.ts';
import { performanceFixture } from './testing/performance-fixture.ts';

const CID = 'bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi';
const whole = vi.hoisted(() => vi.fn(async () => 'blob:whole'));
vi.mock('../../lib/play-url.ts', () => ({ playUrl: async (cid: string) => `/checked/${cid}` }));
vi.mock('../../lib/read-verified.ts', () => ({ heldUrl: whole }));

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it('moves from the whole file, asked for once, when a video does not play block by block', async () => {
  render(<Media take={performanceFixture({ posterUrl: null, videoUrl: `https://gateway.test/ipfs/${CID}` })} eager />);
  const video = screen.getByLabelText<HTMLVideoElement>(/ by /);
  await waitFor(() => expect(video.getAttribute('src')).toBe(`/checked/${CID}`));
  fireEvent.error(video);
  await waitFor(() => expect(video.getAttribute('src')).toBe('blob:whole'));
  fireEvent.error(video);
  expect(video.getAttribute('src')).toBe('blob:whole');
  expect(whole.mock.calls).toEqual([[CID]]);
});

it('stands still for who asked for less motion, until they play the take', async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  const running = new Set<string>();
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(async function (this: HTMLMediaElement) {
    running.add(this.tagName);
    this.dispatchEvent(new Event('playing'));
  });
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(function (this: HTMLMediaElement) {
    running.delete(this.tagName);
    this.dispatchEvent(new Event('pause'));
  });
  const videoUrl = 'https://videos.test/turn.mp4';
  render(<Media take={performanceFixture({ posterUrl: null, videoUrl, audioUrl: null })} live eager />);
  await waitFor(() => expect(screen.getByLabelText(/ by /).getAttribute('src')).toBe(videoUrl));
  expect([...running]).toEqual([]);
  await act(async () => soundPlayer.toggle(videoUrl));
  expect([...running].sort()).toEqual(['AUDIO', 'VIDEO']);
  await act(async () => soundPlayer.toggle(videoUrl));
  expect([...running]).toEqual([]);
  vi.unstubAllGlobals();
});
