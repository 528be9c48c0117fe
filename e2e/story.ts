import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from './open-client.ts';
import { type StoryWorld, startWorld } from './start-world.ts';

/** The world and the browser of the file that imports them: there from before its first story to after its last. */
export let world: StoryWorld;
export let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await world?.end();
});
