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

  it('leaves it in what is left around what opened it, else at the heading of the page', async () => {
    const page = (open: boolean, rest: boolean) => (
      <main>
        <h1>Looking after takes</h1>
        {rest && (
          <ul aria-label="Waiting">
            <li>{open && <button type="button">Hide take</button>}</li>
          </ul>
        )}
        {open && document.activeElement !== document.body && (
          <Sheet open onOpenChange={() => undefined} title="Hide take">
            <button type="button">Hide</button>
          </Sheet>
        )}
      </main>
    );
    for (const [rest, tag] of [
      [true, 'LI'],
      [false, 'H1'],
    ] as const) {
      const { rerender } = render(page(true, true));
      screen.getByRole('button', { name: 'Hide take' }).focus();
      rerender(page(true, true));
      screen.getByRole('dialog');
      rerender(page(false, rest));
      await expect.poll(() => document.activeElement?.tagName).toBe(tag);
      cleanup();
    }
  });

  it('gives it back after another sheet had taken its place, and it came again', async () => {
    const page = (sheet?: string) => (
      <main>
        <button type="button">Buy</button>
        {sheet && (
          <Sheet key={sheet} open onOpenChange={() => undefined} title={sheet}>
            <button type="button">Go on</button>
          </Sheet>
        )}
      </main>
    );
    const { rerender } = render(page());
    screen.getByRole('button', { name: 'Buy' }).focus();
    for (const sheet of ['Trade', 'Sign in', 'Trade']) {
      rerender(page(sheet));
      const dialog = screen.getByRole('dialog', { name: sheet });
      // What gave way has said where it came from.
      await new Promise(done => setTimeout(done));
      expect(dialog.contains(document.activeElement)).toBe(true);
    }
    rerender(page());
    await expect.poll(() => document.activeElement).toBe(screen.getByRole('button', { name: 'Buy' }));
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
