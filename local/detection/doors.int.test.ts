import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Reaction } from '../../shared/engagement/detection/reaction.ts';
import { organicCascade } from './organic.ts';

const run = promisify(execFile);
const door = (name: string) => join(import.meta.dirname, `${name}.ts`);
const TARGET = 40;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'detection-'));
});
afterAll(() => rm(folder, { recursive: true }));

const eventOf = ({ t, actor, kind, score, ageDays, secondHand }: Reaction) => [
  t,
  actor,
  -1,
  kind,
  secondHand ? 0 : -1,
  score,
  ageDays,
];
const lineOf = (seed: number, change = (events: unknown[]) => events) =>
  JSON.stringify({ id: `c-${seed}`, root: { followers: -1 }, ev: change(organicCascade(seed).map(eventOf)) });
const lines = (from: number, count: number, change?: (events: unknown[]) => unknown[]) =>
  Array.from({ length: count }, (_, i) => lineOf(from + i, change)).join('\n');

const told = (out: string) =>
  out
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Record<string, unknown>);

/** Runs the door and says all that it said. */
async function replay(input: string, ...more: string[]) {
  const child = spawn(process.execPath, [door('detect'), '--rule', join(folder, 'rule.json'), ...more]);
  child.stdin.end(input);
  const [out, problems, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { found: told(out), problems, code: code as number | null };
}

async function detect(input: string, ...more: string[]): Promise<Record<string, unknown>[]> {
  const { found, problems } = await replay(input, ...more);
  if (problems !== '') throw new Error(problems);
  return found;
}

it('calibrates a rule on files and reports how it does', async () => {
  await writeFile(join(folder, 'history.ndjson'), lines(0, 800));
  const { stdout } = await run(process.execPath, [
    ...[door('calibrate'), '--data', join(folder, 'history.ndjson'), '--target', String(TARGET)],
    ...['--precision', '0.7', '--out', join(folder, 'rule.json')],
  ]);
  expect(stdout).toContain('fitted rule for 40 reactions');
  expect(stdout).toMatch(/fitted +0\.\d\d \[/);
  const rule = JSON.parse(await readFile(join(folder, 'rule.json'), 'utf8')) as { version: string };
  expect(rule.version).toBe('fitted-40-0.7-1');
});

it('detects cascade by cascade, in order, alike for any order and number of deliveries', async () => {
  const found = await detect(lines(2_000, 150));
  expect(found.map(({ id }) => id)).toEqual(Array.from({ length: 150 }, (_, i) => `c-${2_000 + i}`));
  const fired = found.filter(({ firedAt }) => firedAt !== null);
  expect(fired.length).toBeGreaterThan(3);
  expect(Object.keys(fired[0] ?? {})).toEqual(['id', 'firedAt', 'confirmedAt', 'n', 'score', 'reasons']);
  expect(await detect(lines(2_000, 150, events => [...events, ...events].reverse()))).toEqual(found);
});

it('reads a rule for another target', async () => {
  const small = await detect(lines(2_000, 150), '--target', '20');
  const large = await detect(lines(2_000, 150));
  const fired = (found: Record<string, unknown>[]) => found.filter(({ firedAt }) => firedAt !== null).length;
  expect(fired(small)).toBeGreaterThan(fired(large));
});

it('names a line that is no cascade and answers the others', async () => {
  const { found, problems, code } = await replay(`\uFEFF${lineOf(1)}\r\n\r\n{"id":"x","ev":[[1]]}\r\n${lineOf(2)}`);
  expect(found.map(({ id }) => id)).toEqual(['c-1', 'c-2']);
  expect(problems.trim()).toBe('line 3 is no cascade: event 0 has no time or actor');
  expect(code).toBe(1);
  expect(await replay('')).toEqual({ found: [], problems: '', code: 0 });
});

it('ends quietly when its reader has seen enough', async () => {
  const child = spawn(process.execPath, [door('detect'), '--rule', join(folder, 'rule.json')]);
  child.stdin.on('error', () => {});
  const problems = text(child.stderr);
  const closed = once(child, 'close');
  child.stdout.once('data', () => child.stdout.destroy());
  child.stdin.end(`${lines(0, 800)}\n`.repeat(4));
  const [code] = await closed;
  expect(await problems).toBe('');
  expect(code).toBe(0);
});

it('says what is wrong with its input', async () => {
  await expect(detect('{"id":1}')).rejects.toThrow('line 1 is no cascade');
  await writeFile(join(folder, 'odd.json'), '{"version":"odd"}');
  await expect(detect('', '--rule', join(folder, 'odd.json'))).rejects.toThrow(/odd.json is no rule: kind: .*\(and \d+ more\)/);
  await expect(detect('', '--rule', join(folder, 'none.json'))).rejects.toThrow('the rule cannot be read: ENOENT');
  await writeFile(join(folder, 'holed.ndjson'), `${lineOf(1)}\n{"id":1}\n`);
  const holed = ['--data', join(folder, 'holed.ndjson'), '--target', '20', '--out', join(folder, 'no.json')];
  await expect(run(process.execPath, [door('calibrate'), ...holed])).rejects.toThrow('holed.ndjson: line 2 is no cascade');
  await expect(detect('', '--target', 'many')).rejects.toThrow('--target');
  await expect(run(process.execPath, [door('calibrate'), '--data', 'x'])).rejects.toThrow('--out');
});
