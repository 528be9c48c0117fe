import { cleanup, renderHook } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { useObjectUrl } from './use-object-url.ts';

afterEach(cleanup);

it('lets go of every address that it made, and shows none that is gone', () => {
  let count = 0;
  const made = new Set<string>();
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    const url = `blob:${count++}`;
    made.add(url);
    return url;
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation(url => void made.delete(url));
  const [first, second] = [new Blob(['1']), new Blob(['2'])];
  const hook = renderHook(({ blob }: { blob: Blob | null }) => useObjectUrl(blob), {
    initialProps: { blob: first as Blob | null },
    wrapper: StrictMode,
  });
  for (const blob of [first, second, first]) {
    hook.rerender({ blob });
    expect([...made]).toEqual([hook.result.current]);
  }
  hook.rerender({ blob: null });
  expect(hook.result.current).toBeNull();
  hook.unmount();
  expect(made.size).toBe(0);
});
