import { HttpRequestError } from 'viem';
import { afterEach, expect, it, vi } from 'vitest';
import { AppError } from '../../shared/kernel/app-error.ts';
import { runCommand, wordsOf } from './run-command.ts';

afterEach(() => {
  process.exitCode = 0;
  vi.restoreAllMocks();
});

it('says the code of a failure, and what lies underneath', () => {
  expect(wordsOf(new AppError('songs/lost', 'No such song.', { status: 404 }))).toBe('songs/lost: No such song.');
  expect(wordsOf(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:1') }))).toBe(
    'fetch failed: connect ECONNREFUSED 127.0.0.1:1',
  );
  expect(wordsOf(new AggregateError([new Error('no IPv6'), new Error('no IPv4')]))).toBe('no IPv6; no IPv4');
  expect(wordsOf('odd')).toBe('odd');
  const refused = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:1') });
  expect(
    wordsOf(new HttpRequestError({ url: 'http://127.0.0.1:1', body: [{ method: 'eth_blockNumber' }], cause: refused })),
  ).toBe('HTTP request failed: fetch failed: connect ECONNREFUSED 127.0.0.1:1');
  expect(wordsOf(new HttpRequestError({ url: 'http://127.0.0.1:1', status: 500, details: 'no such method' }))).toBe(
    'HTTP request failed: no such method',
  );
});

it('ends with the code of a failure once the command has ended, and with 0 otherwise', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  await runCommand(async () => {});
  expect(process.exitCode ?? 0).toBe(0);
  await runCommand(async () => Promise.reject(new Error('no')), 2);
  expect(process.exitCode).toBe(2);
  expect(error.mock.calls).toEqual([['no']]);
});
