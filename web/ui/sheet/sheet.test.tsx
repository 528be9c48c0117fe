import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Sheet } from './sheet.tsx';
import { letsGo } from './use-swipe-away.ts';

afterEach(cleanup);

const sheet = (change: (open: boolean) => void, onBack?: () => void) =>
  render(
    <Sheet open onOpenChange={change} title="Buy $NIGHTBUS" onBack={onBack}>
      <button type="button">Buy</button>
    </Sheet>,
  );

describe('Sheet', () => {
  it('is a dialog with a name that holds the focus', () => {
    sheet(() => undefined);
    const dialog = screen.getByRole('dialog', { name: 'Buy $NIGHTBUS' });
    expect(dialog.contains(document.activeElement)).toBe(true);
  });

  it('closes by Escape and by its button', () => {
    const change = vi.fn();
    sheet(change);
    fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(change.mock.calls).toEqual([[false], [false]]);
  });

  it('gives the focus back to what opened it, however it is taken away', async () => {
    const page = (open: boolean) => (
      <main>
        <button type="button">Open</button>
        {open && (
          <Sheet open onOpenChange={() => undefined} title="Slippage">
            <button type="button">Use 2%</button>
          </Sheet>
        )}
      </main>
    );
    const { rerender } = render(page(false));
    screen.getByRole('button', { name: 'Open' }).focus();
    rerender(page(true));
    expect(document.activeElement?.textContent).not.toBe('Open');
    rerender(page(false));
    await expect.poll(() => document.activeElement?.textContent).toBe('Open');
  });

  it('leaves the focus in the page when what opened it is gone', async () => {
    const page = (open: boolean) => (
      <main>
        {open ? (
          <Sheet open onOpenChange={() => undefined} title="Slippage">
            <button type="button">Use 2%</button>
          </Sheet>
        ) : (
          <p>Bought</p>
        )}
      </main>
    );
    const { rerender } = render(page(true));
    rerender(page(false));
    await expect.poll(() => document.activeElement?.tagName).toBe('MAIN');
  });

  it('goes back instead of opening a second sheet', () => {
    const back = vi.fn();
    sheet(() => undefined, back);
    fireEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(back).toHaveBeenCalledOnce();
  });
});

describe('a pull on the sheet', () => {
  it.each([
    [121, 5_000, true],
    [80, 5_000, false],
    [80, 100, true],
    [20, 10, false],
  ])('of %d px in %d ms lets go: %s', (distance, elapsed, gone) => expect(letsGo(distance, elapsed)).toBe(gone));
});
