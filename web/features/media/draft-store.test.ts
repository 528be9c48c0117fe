import { afterEach, expect, it, vi } from 'vitest';
import { keepSlice, readDraft } from './draft-store.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('a database that could not be opened is tried again', async () => {
  const open = vi.fn(() => {
    throw new DOMException('Connection to Indexed Database server lost.', 'UnknownError');
  });
  vi.stubGlobal('indexedDB', { open });
  expect([await readDraft('take'), await readDraft('take')]).toEqual([undefined, undefined]);
  expect(open).toHaveBeenCalledTimes(2);
});

it('a database that never answers keeps nobody waiting for ever', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('indexedDB', { open: () => ({}) });
  const settled = vi.fn();
  void Promise.all([readDraft('upload 1'), keepSlice(new Blob())]).then(settled);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(settled).toHaveBeenCalledWith([undefined, undefined]);
});
