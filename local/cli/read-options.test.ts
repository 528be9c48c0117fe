import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { amount, flag, readOptions, refuse, text, texts, whole } from './read-options.ts';

const USAGE = 'npm run sing -- [--times N]';
const KINDS = { times: whole(3, 1, 10), seed: whole(undefined), share: amount(0.5, 1), file: text, data: texts, loud: flag };
const said: string[] = [];
const argv = process.argv;

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(line => void said.push(line));
  vi.spyOn(console, 'log').mockImplementation(line => void said.push(line));
  vi.spyOn(process, 'exit').mockImplementation(code => {
    throw new Error(`ended with ${code}`);
  });
});
afterEach(() => {
  process.argv = argv;
  said.length = 0;
  vi.restoreAllMocks();
});

function read(typed: string, words = 0) {
  process.argv = ['node', 'sing.ts', ...typed.split(' ').filter(Boolean)];
  return readOptions(USAGE, KINDS, words);
}

/** What is said to somebody who types this, and with which code it ends. */
function refused(typed: string): string {
  said.length = 0;
  try {
    read(typed);
  } catch (error) {
    return `${(error as Error).message}: ${said.join('\n')}`;
  }
  return 'taken';
}

it('reads what was typed, and the usual for what was not', () => {
  expect(read('').values).toEqual({
    times: 3,
    seed: undefined,
    share: 0.5,
    file: undefined,
    data: [],
    loud: false,
  });
  const { values, words } = read('--times 10 --seed 4 --share=0.25 --file a --file b --data c --data d --loud e', 1);
  expect(values).toEqual({ times: 10, seed: 4, share: 0.25, file: 'b', data: ['c', 'd'], loud: true });
  expect(words).toEqual(['e']);
});

it.each([
  ['--times x', '--times takes a whole number from 1 to 10: x'],
  ['--times 0', '--times takes a whole number from 1 to 10: 0'],
  ['--times 11', '--times takes a whole number from 1 to 10: 11'],
  ['--times 2.5', '--times takes a whole number from 1 to 10: 2.5'],
  ['--times=', '--times takes a whole number from 1 to 10: '],
  ['--seed 9007199254740993', '--seed takes a whole number from 1 up: 9007199254740993'],
  ['--share 1', '--share takes a number between 0 and 1: 1'],
  ['--share 0', '--share takes a number between 0 and 1: 0'],
  ['--time 5', "Unknown option '--time'"],
  ['--file', "Option '--file <value>' argument missing"],
  ['--loud=yes', "Option '--loud' does not take an argument"],
  ['5', '5 is a word too many'],
])('ends with 2, a code, what is wrong and the usage: %s', (typed, why) => {
  expect(refused(typed)).toBe(`ended with 2: cli/usage: ${why}\nusage: ${USAGE}`);
});

it('prints the usage for --help and does no more', () => {
  expect(refused('--help')).toBe(`ended with 0: ${USAGE}`);
  expect(refused('--help --times 5')).toBe(`ended with 0: ${USAGE}`);
});

it('refuses what a command finds wrong by itself in the same words', () => {
  expect(() => refuse('which song?', USAGE)).toThrow('ended with 2');
  expect(said).toEqual([`cli/usage: which song?\nusage: ${USAGE}`]);
});
