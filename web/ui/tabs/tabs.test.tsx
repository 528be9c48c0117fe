import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Tabs } from './tabs.tsx';

afterEach(cleanup);

const items = [
  { value: 'a', label: 'For you' },
  { value: 'b', label: 'Rising' },
  { value: 'c', label: 'New' },
] as const;

function Example() {
  const [value, setValue] = useState<'a' | 'b' | 'c'>('a');
  return <Tabs label="Feed" items={items} value={value} onChange={setValue} />;
}

const chosen = () => screen.getAllByRole('tab', { selected: true }).map(tab => tab.textContent);

describe('Tabs', () => {
  it('is one stop for the Tab key', () => {
    render(<Example />);
    expect(screen.getAllByRole('tab').map(tab => tab.tabIndex)).toEqual([0, -1, -1]);
  });

  it.each([
    ['ArrowRight', 'Rising'],
    ['ArrowLeft', 'New'],
    ['End', 'New'],
    ['Home', 'For you'],
    ['ArrowDown', 'For you'],
  ])('%s leads from the first to %s', (key, expected) => {
    render(<Example />);
    const first = screen.getByRole('tab', { name: 'For you' });
    first.focus();
    fireEvent.keyDown(first, { key });
    expect(chosen()).toEqual([expected]);
    expect(document.activeElement?.textContent).toBe(expected);
  });

  it('is chosen by a press', () => {
    render(<Example />);
    fireEvent.click(screen.getByRole('tab', { name: 'Rising' }));
    expect(chosen()).toEqual(['Rising']);
  });

  it('is pushed so far that the chosen one is seen, as where an address chose it and letters are large', () => {
    // Three tabs of 100 px in a row of 200 px.
    vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
      const row = this.closest('[role="tablist"]');
      if (this === row || !row) return new DOMRect(0, 0, 200, 44);
      return new DOMRect(100 * [...row.children].indexOf(this) - row.scrollLeft, 0, 100, 44);
    });
    const { rerender } = render(<Tabs label="Feed" items={items} value="c" onChange={vi.fn()} />);
    expect(screen.getByRole('tablist').scrollLeft).toBe(100);
    rerender(<Tabs label="Feed" items={items} value="b" onChange={vi.fn()} />);
    expect(screen.getByRole('tablist').scrollLeft).toBe(100);
    rerender(<Tabs label="Feed" items={items} value="a" onChange={vi.fn()} />);
    expect(screen.getByRole('tablist').scrollLeft).toBe(0);
    vi.restoreAllMocks();
  });
});
