import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { usePending } from './use-pending.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const Code = () => usePending(true) && 'boxes';
const Content = ({ pending }: { pending: boolean }) => (usePending(pending) ? 'boxes' : 'content');
const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

it('goes on from one wait to the next without a moment of nothing', () => {
  const { rerender } = render(<Code key="code" />);
  pass(199);
  expect(screen.queryByText('boxes')).toBeNull();
  pass(1);
  rerender(<Content key="content" pending />);
  expect(screen.getByText('boxes')).toBeDefined();
  // Both waits are one: it is shown for 400 ms.
  pass(399);
  rerender(<Content key="content" pending={false} />);
  expect(screen.getByText('boxes')).toBeDefined();
  pass(1);
  expect(screen.getByText('content')).toBeDefined();
});

it('shows nothing where the next has no wait, or where the first was too short to be shown', () => {
  const { rerender } = render(<Code key="code" />);
  pass(100);
  rerender(<Content key="waits" pending />);
  expect(screen.getByText('content')).toBeDefined();
  pass(200);
  rerender(<Content key="has it" pending={false} />);
  expect(screen.getByText('content')).toBeDefined();
});
