import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { FollowButton } from './follow-button.tsx';

afterEach(cleanup);

it.each([
  [0, false, 'Follow'],
  [3, false, 'Follow · 3'],
  [1_234_567, true, 'Following · 1.23M'],
])('says how many follow in few letters, and nothing of nobody: %i', (follows, following, words) => {
  render(<FollowButton follows={follows} following={following} onFollow={vi.fn()} />);
  expect(screen.getByRole('button').textContent).toBe(words);
});
