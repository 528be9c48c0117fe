import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { FollowButton } from './follow-button.tsx';

afterEach(cleanup);

it.each([
  [0, false, 'Follow', 'Follow Night bus'],
  [1, true, 'Following · 1', 'Stop following Night bus, 1 follower'],
  [3, false, 'Follow · 3', 'Follow Night bus, 3 followers'],
  [1_234_567, true, 'Following · 1.23M', 'Stop following Night bus, 1.23M followers'],
])(
  'says how many follow in few letters, nothing of nobody, and to readers what it follows: %i',
  (follows, following, words, name) => {
    render(<FollowButton title="Night bus" follows={follows} following={following} onFollow={vi.fn()} />);
    expect(screen.getByRole('button', { name }).textContent).toBe(words);
  },
);
