import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { Media } from './media.tsx';
import { performanceFixture } from './testing/performance-fixture.ts';

const CID = 'bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi';
const whole = vi.hoisted(() => vi.fn(async () => 'blob:whole'));
vi.mock('../../lib/play-url.ts', () => ({ playUrl: async (cid: string) => `/checked/${cid}` }));
vi.mock('../../lib/read-verified.ts', () => ({ heldUrl: whole }));

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
