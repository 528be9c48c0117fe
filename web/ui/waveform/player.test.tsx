import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { barHeights } from './bars.ts';
import { placeText } from './place-text.ts';
import { Player } from './player.tsx';

afterEach(cleanup);

const player = (position: number, seek = vi.fn(), toggle = vi.fn()) => {
  render(
    <Player
      title="Night bus home"
      peaks={[1, 0.5]}
      position={position}
      duration={47_000}
      playing={false}
      onSeek={seek}
      onToggle={toggle}
    />,
  );
  return { seek, toggle, slider: screen.getByRole('slider', { name: 'Place in Night bus home' }) };
};

describe('Player', () => {
  it('speaks its place', () => {
    const { slider } = player(18_400);
    expect(slider.getAttribute('aria-valuetext')).toBe('18 seconds of 47');
  });

  it.each([
    ['ArrowRight', 19_000],
    ['ArrowLeft', 17_000],
    ['PageUp', 23_000],
    ['PageDown', 13_000],
  ])('%s goes to %d ms', (key, place) => {
    const { slider, seek } = player(18_000);
    fireEvent.keyDown(slider, { key });
    expect(seek).toHaveBeenCalledExactlyOnceWith(place);
  });

  it('stays inside the take', () => {
    const { slider, seek } = player(46_500);
    fireEvent.keyDown(slider, { key: 'PageUp' });
    expect(seek).toHaveBeenCalledWith(47_000);
  });

  it('plays', () => {
    const { toggle } = player(0);
    fireEvent.click(screen.getByRole('button', { name: 'Play Night bus home' }));
    expect(toggle).toHaveBeenCalledOnce();
  });
});

describe('placeText', () => {
  it.each([
    [0, 47_000, '0 seconds of 47'],
    [1_000, 47_000, '1 second of 47'],
    [62_000, 120_000, '1 minute 2 seconds of 2 minutes'],
  ])('%d of %d', (position, duration, text) => expect(placeText(position, duration)).toBe(text));
});

describe('barHeights', () => {
  it('keeps the loudest of each share and scales to the loudest of all', () => {
    expect(barHeights([0.1, 0.4, 0.2, 0.2], 2)).toEqual([1, 0.5]);
  });

  it('draws silence and what is not known as an even low line', () => {
    expect(new Set(barHeights([], 8)).size).toBe(1);
    expect(new Set(barHeights([0, 0], 8)).size).toBe(1);
  });
});
