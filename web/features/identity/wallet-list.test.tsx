import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { WalletList } from './wallet-list.tsx';

afterEach(cleanup);

it('keeps the focus on the wallet that is asked, and asks no other meanwhile', () => {
  const onChoose = vi.fn();
  const choices = [
    { id: 'a', name: 'First', icon: undefined },
    { id: 'b', name: 'Second', icon: undefined },
  ];
  const list = (working: string | null) => <WalletList choices={choices} working={working} onChoose={onChoose} />;
  const { rerender } = render(list(null));
  const first = screen.getByRole('button', { name: /^First/ });
  first.focus();
  fireEvent.click(first);
  rerender(list('a'));
  expect(document.activeElement).toBe(first);
  expect(first.textContent).toContain('Look at your wallet');
  for (const button of screen.getAllByRole('button')) fireEvent.click(button);
  expect(onChoose).toHaveBeenCalledExactlyOnceWith('a');
});
