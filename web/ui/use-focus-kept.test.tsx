import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { useFocusKept } from './use-focus-kept.ts';

function Part({ portal }: { portal?: boolean }) {
  const [asked, setAsked] = useState(true);
  const kept = useFocusKept<HTMLDivElement>((box, lost) => (lost.textContent === 'Edit' ? null : box.querySelector('ol')));
  const buttons = (
    <p>
      <button type="button" onClick={() => setAsked(false)}>
        Approve
      </button>
      <button type="button" onClick={() => setAsked(false)}>
        Edit
      </button>
    </p>
  );
  return (
    <>
      <div data-testid="part" {...kept}>
        {asked ? portal ? createPortal(buttons, document.body) : buttons : <ol>Steps</ol>}
      </div>
      <button type="button">Elsewhere</button>
    </>
  );
}

afterEach(cleanup);

const press = (name: string) => {
  const button = screen.getByRole('button', { name });
  act(() => button.focus());
  fireEvent.click(button);
};
const focused = () => document.activeElement?.textContent;

it('gives the focus of what is taken away to its heir, or else to the part', () => {
  render(<Part />);
  press('Approve');
  expect(focused()).toBe('Steps');
  cleanup();
  render(<Part />);
  press('Edit');
  expect(document.activeElement).toBe(screen.getByTestId('part'));
});

it('does so where a click gives no focus', () => {
  render(<Part />);
  fireEvent.click(screen.getByRole('button', { name: 'Approve' }));
  expect(focused()).toBe('Steps');
});

it('waits for somebody who is with their wallet', () => {
  render(<Part />);
  const away = vi.spyOn(document, 'hasFocus').mockReturnValue(false);
  onTestFinished(() => away.mockRestore());
  const button = screen.getByRole('button', { name: 'Approve' });
  act(() => button.focus());
  act(() => button.blur());
  act(() => button.click());
  expect(document.activeElement).toBe(document.body);
  fireEvent.focus(window);
  expect(focused()).toBe('Steps');
});

it('leaves a focus alone that has gone on, and what a sheet holds to the sheet', () => {
  render(<Part />);
  const button = screen.getByRole('button', { name: 'Approve' });
  act(() => button.focus());
  act(() => screen.getByRole('button', { name: 'Elsewhere' }).focus());
  act(() => button.click());
  act(() => screen.getByRole('button', { name: 'Elsewhere' }).blur());
  expect(document.activeElement).toBe(document.body);
  cleanup();
  render(<Part portal />);
  press('Approve');
  expect(document.activeElement).toBe(document.body);
});
