import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const KNOWN = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const HOW = `No Chromium was found for the browser tests. Any of these helps:
- Debian, Ubuntu: apt-get install chromium
- macOS: install Google Chrome
- anywhere: npx playwright-core install chromium, or set CHROMIUM_PATH to a Chromium or Chrome`;

/** Debian alone, and as root alone: installing a browser on somebody's own machine is theirs to decide. */
function installOnDebian(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const apt = (...args: string[]) =>
    spawnSync('apt-get', args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  apt('update', '-qq');
  return apt('install', '-y', '-qq', 'chromium').status === 0;
}

/**
 * Path of a Chromium or Chrome: CHROMIUM_PATH, the usual places, playwright's own, or one that Debian installs now.
 * @throws Error that says how to get one
 */
export function findBrowser(): string {
  const found = [process.env.CHROMIUM_PATH, ...KNOWN, chromium.executablePath()].find(path => path && existsSync(path));
  if (found) return found;
  if (installOnDebian() && existsSync('/usr/bin/chromium')) return '/usr/bin/chromium';
  throw new Error(HOW);
}
