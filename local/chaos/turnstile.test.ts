import { expect, it } from 'vitest';
import { turnstile } from './turnstile.ts';

it('lets nobody in while it is closed, and closes only when everybody has left', async () => {
  const said: string[] = [];
  const gate = turnstile();
  let leave = () => {};
  const within = gate.pass(
    () =>
      new Promise<void>(done => {
        leave = done;
      }),
  );
  let reopen = () => {};
  const closing = gate.close(() => {
    said.push('closed');
    return new Promise<void>(done => {
      reopen = done;
    });
  });
  const late = gate.pass(async () => void said.push('late'));
  await Promise.resolve();
  expect(said).toEqual([]);
  leave();
  await within;
  await Promise.resolve();
  expect(said).toEqual(['closed']);
  reopen();
  await Promise.all([closing, late]);
  expect(said).toEqual(['closed', 'late']);
});

it('opens again when the work fails', async () => {
  const gate = turnstile();
  await expect(gate.close(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await gate.pass(async () => 'in')).toBe('in');
});
