import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { countView } from './count-view.ts';
import { useCountView } from './use-count-view.ts';

vi.mock('./count-view.ts', () => ({ countView: vi.fn() }));
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.clearAllMocks();
});
const watch = (id: string, onScreen: boolean) =>
  renderHook(props => useCountView(props.id, props.onScreen), { initialProps: { id, onScreen } });

it('counts what was watched for three seconds', async () => {
  watch('a', true);
  await vi.advanceTimersByTimeAsync(2900);
  expect(countView).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(200);
  await vi.dynamicImportSettled();
  expect(countView).toHaveBeenCalledExactlyOnceWith('a');
});

it('counts nothing that went past, was not on screen, or was in a window behind', async () => {
  const passing = watch('a', true);
  await vi.advanceTimersByTimeAsync(2000);
  passing.rerender({ id: 'b', onScreen: false });
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  watch('c', true);
  await vi.advanceTimersByTimeAsync(9000);
  await vi.dynamicImportSettled();
  expect(countView).not.toHaveBeenCalled();
});

it('lets be what cannot be counted', async () => {
  const unheard = vi.fn();
  process.on('unhandledRejection', unheard);
  vi.mocked(countView).mockRejectedValueOnce(new Error('its code cannot be had'));
  watch('d', true);
  await vi.advanceTimersByTimeAsync(3100);
  await vi.dynamicImportSettled();
  vi.useRealTimers();
  await new Promise(done => setImmediate(done));
  process.off('unhandledRejection', unheard);
  expect(countView).toHaveBeenCalledExactlyOnceWith('d');
  expect(unheard).not.toHaveBeenCalled();
});
