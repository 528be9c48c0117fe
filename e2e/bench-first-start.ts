import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readOptions, whole } from '../local/cli/read-options.ts';
import { localConfig, urlOf } from '../local/config.ts';
import { loadKeys } from '../local/supabase/keys.ts';
import { launchBrowser } from './open-client.ts';

const USAGE = `npm run bench:first-start -- [--first-port N]
  A first start in an empty folder, before somebody's eyes: seconds from ready until the feed shows takes, their counts move, and a coin is born. Ends with 1 above 10, 10 and 120.`;

const { 'first-port': firstPort } = readOptions(USAGE, { 'first-port': whole(27_200, 1024, 65_000) }).values;
const LIMITS = { 'the feed shows takes': 10, 'counts move by themselves': 10, 'a coin is born': 120 };
const dataDir = await mkdtemp(join(tmpdir(), 'gigavibe-first-'));
const config = localConfig({ firstPort, dataDir });

const began = performance.now();
const world = spawn(process.execPath, ['local/main.ts', '--first-port', String(firstPort), '--data', dataDir], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await launchBrowser();
try {
  await untilReady();
  process.exitCode = (await watch()) ? 0 : 1;
} finally {
  await browser.close();
  world.kill('SIGINT');
  if (world.exitCode === null) await once(world, 'exit');
  await rm(dataDir, { recursive: true, force: true });
}

async function untilReady(): Promise<void> {
  let said = '';
  world.stdout.setEncoding('utf8');
  await new Promise<void>((resolve, reject) => {
    world.stdout.on('data', (chunk: string) => {
      said += chunk;
      if (said.includes('ready after')) resolve();
    });
    world.once('exit', () => reject(new Error(`The world did not start:\n${said}`)));
  });
}

/** Looks as a newcomer does; true when everything came in time. */
async function watch(): Promise<boolean> {
  const ready = performance.now();
  console.log(`ready ${((ready - began) / 1000).toFixed(1)} s after its start`);
  let inTime = true;
  const note = (what: keyof typeof LIMITS) => {
    const took = (performance.now() - ready) / 1000;
    inTime &&= took <= LIMITS[what];
    console.log(`${took <= LIMITS[what] ? 'ok  ' : 'LATE'}  ${what} after ${took.toFixed(1)} s, ${LIMITS[what]} s allowed`);
  };
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const open = (path: string) =>
    page.goto(`${urlOf(config, 'client')}/?${new URLSearchParams({ user: 'newcomer', path })}`).then(() => undefined);
  const app = page.frameLocator('iframe[title="GigaVibe"]');

  const moved = versions();
  await open('/?feed=new');
  await app.getByRole('article').first().waitFor();
  note('the feed shows takes');
  while ((await versions()) === (await moved)) await pause(100);
  note('counts move by themselves');

  const awaited = await nextCoin();
  await open(`/p/${awaited}`);
  await app.getByRole('button', { name: /^Buy/ }).first().waitFor({ timeout: 300_000 });
  note('a coin is born');
  return inTime;
}

async function read<T>(path: string): Promise<T[]> {
  const response = await fetch(`${urlOf(config, 'gateway')}/rest/v1/${path}`, {
    headers: { apikey: loadKeys(config).publishableKey },
  });
  return (await response.json()) as T[];
}

/** How often counters have moved, all of them together. */
async function versions(): Promise<number> {
  return (await read<{ version: number }>('performance_metrics?select=version')).reduce((sum, row) => sum + row.version, 0);
}

/** The next take that will have a coin and has none yet: decided, or approved already. */
async function nextCoin(): Promise<string> {
  for (;;) {
    const [launch] = await read<{ performance_id: string }>(
      'viral_queue?select=performance_id&status=in.(detected,awaiting_consent,approved,pinned,reserved,signed,sent)&limit=1',
    );
    if (launch) return launch.performance_id;
    await pause(100);
  }
}
