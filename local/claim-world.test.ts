import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { claimWorld, runningStack } from './claim-world.ts';
import { localConfig } from './config.ts';
import { commandOf } from './supabase/process-info.ts';

let dataDir = '';
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gigavibe-claim-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const config = () => localConfig({ dataDir });
const leave = (text: string) => writeFile(join(dataDir, 'stack.pid'), text);

it('is held by the process that claimed it, as long as that lives', async () => {
  await leave(`${process.ppid}\n${commandOf(process.ppid)}`);
  expect(await runningStack(config())).toBe(process.ppid);
  await expect(claimWorld(config())).rejects.toThrow(`already runs here (process ${process.ppid})`);
});

it.each([
  ['another program has its number since', () => `${process.ppid}\nnode local/another.ts`],
  ['nobody has its number', () => '99999999\nnode local/main.ts'],
  ['it was cut short', () => `${process.ppid}`],
  ['it is empty', () => ''],
])('is free when a file is left of which %s', async (_, text) => {
  await leave(text());
  const release = await claimWorld(config());
  await release();
  expect(await runningStack(config())).toBeNull();
});
