import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Button } from './button.tsx';

afterEach(cleanup);

describe('Button', () => {
  it('presses', () => {
    const press = vi.fn();
    render(<Button onClick={press}>Buy</Button>);
    fireEvent.click(screen.getByRole('button', { name: 'Buy' }));
    expect(press).toHaveBeenCalledOnce();
  });

  it('gives the reason why it cannot be pressed, and keeps its place in the tab order', () => {
    const press = vi.fn();
    render(
      <Button onClick={press} disabledReason="Opens in 0:12">
        Buy
      </Button>,
    );
    // Readers hear it once: it is no part of the name.
    const button = screen.getByRole('button', { name: 'Buy' });
    fireEvent.click(button);
    expect(press).not.toHaveBeenCalled();
    expect(button.hasAttribute('disabled')).toBe(false);
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent).toBe('Opens in 0:12');
  });

  it('says what is happening and takes no second press', () => {
    const press = vi.fn();
    render(
      <Button onClick={press} working="Buying">
        Buy
      </Button>,
    );
    const button = screen.getByRole('button', { name: 'Buying' });
    fireEvent.click(button);
    expect(press).not.toHaveBeenCalled();
    expect(button.getAttribute('aria-busy')).toBe('true');
  });
});
