import { act, cleanup, render } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { Spoken } from './spoken.tsx';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('says what changes politely, and the last of it every 15 s', () => {
  vi.useFakeTimers();
  const { container, rerender } = render(<Spoken text="Market cap $10" />);
  const said = () => container.querySelector('[aria-live="polite"]')?.textContent;
  rerender(<Spoken text="Market cap $11" />);
  rerender(<Spoken text="Market cap $12" />);
  expect(said()).toBe('Market cap $10');
  act(() => vi.advanceTimersByTime(15_000));
  expect(said()).toBe('Market cap $12');
});
