import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ToastProvider, useToast } from './toast.tsx';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function Example({ onSelect }: { onSelect: () => void }) {
  const show = useToast();
  return (
    <>
      <button type="button" onClick={() => show({ text: 'Link copied', action: { label: 'Open', onSelect } })}>
        one
      </button>
      <button type="button" onClick={() => show({ text: 'Bought' })}>
        two
      </button>
    </>
  );
}

const shown = () => [...document.querySelectorAll('li')].map(item => item.textContent);

describe('Toast', () => {
  it('says one line at a time, with its action, and goes after 5 s', () => {
    const act_ = vi.fn();
    render(
      <ToastProvider>
        <Example onSelect={act_} />
      </ToastProvider>,
    );
    fireEvent.click(screen.getByText('one'));
    expect(shown()).toEqual(['Link copiedOpen']);
    fireEvent.click(screen.getByText('Open'));
    expect(act_).toHaveBeenCalledOnce();
    fireEvent.click(screen.getByText('two'));
    expect(shown()).toEqual(['Bought']);
    act(() => vi.advanceTimersByTime(5_100));
    expect(shown()).toEqual([]);
  });
});
