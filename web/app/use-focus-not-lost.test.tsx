import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useRef, useState } from 'react';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { useFocusNotLost } from './use-focus-not-lost.ts';

function Page({ parted }: { parted?: boolean }) {
  const page = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState(true);
  useFocusNotLost(page);
  const button = asked && (
    <button type="button" onClick={() => setAsked(false)}>
      Sign in
    </button>
  );
  return (
    <div ref={page}>
      <h1>Your stage</h1>
      {parted ? <section aria-label="Coins">{button}</section> : button}
      <button type="button">Other</button>
    </div>
  );
}

afterEach(cleanup);

const focus = (name: string) => act(() => screen.getByRole('button', { name }).focus());
const focused = () => document.activeElement;

it('gives the focus of what goes away to the heading of the page, or to the part that held it', async () => {
  render(<Page />);
  focus('Sign in');
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  await vi.waitFor(() => expect(focused()).toBe(screen.getByRole('heading')));
  cleanup();
  render(<Page parted />);
  focus('Sign in');
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  await vi.waitFor(() => expect(focused()).toBe(screen.getByRole('region', { name: 'Coins' })));
});

it('leaves a focus alone that has gone on', async () => {
  render(<Page />);
  focus('Sign in');
  focus('Other');
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  await new Promise(done => setTimeout(done));
  expect(focused()?.textContent).toBe('Other');
});

it('comes back from a wallet to what was pressed, and waits for who is with theirs', async () => {
  render(<Page />);
  const away = vi.spyOn(document, 'hasFocus').mockReturnValue(false);
  onTestFinished(() => away.mockRestore());
  const button = screen.getByRole('button', { name: 'Sign in' });
  focus('Sign in');
  act(() => button.blur());
  away.mockReturnValue(true);
  fireEvent.focus(window);
  expect(focused()).toBe(button);
  act(() => button.blur());
  away.mockReturnValue(false);
  fireEvent.click(button);
  await new Promise(done => setTimeout(done));
  expect(focused()).toBe(document.body);
  away.mockReturnValue(true);
  fireEvent.focus(window);
  expect(focused()).toBe(screen.getByRole('heading'));
});
