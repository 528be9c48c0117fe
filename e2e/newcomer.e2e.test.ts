import { AxeBuilder } from '@axe-core/playwright';
import { expect, it } from 'vitest';
import { urlOf } from '../local/config.ts';
import { makeMedia } from '../shared/media/testing/make-media.ts';
import { openClient, openContext, openPage } from './open-client.ts';
import { browser, world } from './story.ts';
import { approve, buy, signIn, wallet } from './wallet.ts';

/** The first take that is performed here. */
const NIGHT_BUS = '5709e000-0000-4000-8000-000000000001';

const open = (user: 'creator' | 'fan' | 'newcomer', path: string) => openClient(browser, world.config, { user, path });

it('a newcomer sees a take gather hearts and cross the line, its creator makes it a coin, a fan buys it and watches it move', async () => {
  const { id, castHash } = await world.perform('Night bus home');
  await world.gather(castHash, 10);

  // The newcomer, without signing in: counts move while they look, until the take crosses the line.
  const newcomer = await open('newcomer', '/');
  await newcomer.app.getByRole('heading', { name: 'Night bus home' }).waitFor();
  await newcomer.app.getByRole('button', { name: /10 likes/ }).waitFor();
  await world.gather(castHash, 50, 10);
  await newcomer.app.getByRole('button', { name: /60 likes/ }).waitFor();
  await newcomer.app.getByText('Went viral').first().waitFor();
  expect(newcomer.errors).toEqual([]);
  await newcomer.context.close();

  // The creator signs in at the first act and approves; the wallet says in words what is signed.
  const creator = await open('creator', '/stage');
  await signIn(creator);
  // Signing in took its button away: who goes by keys is at the head of the page.
  await expect.poll(() => creator.app.locator(':focus').textContent()).toBe('Your stage');
  await creator.app.getByRole('button', { name: 'Approve coin' }).click();
  await approve(creator, 'Launch coin Night bus home');
  await creator.app.getByText('Approved by you').waitFor();
  await creator.app.getByText(/^\$\w+ · \d+ holders?$/).waitFor();
  expect(creator.errors).toEqual([]);

  // The fan buys. What the sheet promised is what the wallet says and what lands.
  const fan = await open('fan', `/p/${id}`);
  await fan.app.getByRole('button', { name: /^Buy/ }).first().click();
  await approve(fan, 'Sign in to GigaVibe');
  await buy(fan);

  // The price moved for everybody: the creator's stage shows a rise that nobody reloaded.
  await creator.app
    .getByText(/up [\d.]+ percent/)
    .first()
    .waitFor();
  await creator.context.close();

  // The coin is in the fan's portfolio, joined with the performance.
  await fan.app.getByRole('button', { name: /Back/ }).first().click();
  await fan.app.getByRole('link', { name: /Coins/ }).click();
  await fan.app.getByText('Night bus home').first().waitFor();
  expect(fan.errors).toEqual([]);
  await fan.context.close();
});

it('a fan who declines in the wallet finds nothing changed', async () => {
  const { id, castHash } = await world.perform('Second thoughts');
  await world.gather(castHash, 60);
  const creator = await open('creator', '/stage');
  await signIn(creator);

  // The creator declines first: no coin, and the card is still there to decide.
  await creator.app.getByRole('button', { name: 'Approve coin' }).click();
  await wallet(creator).getByRole('button', { name: 'Reject' }).click();
  await creator.app.getByText(/declined/i).waitFor();
  const focused = () => creator.app.locator(':focus').evaluate(held => held.getAttribute('aria-label') ?? held.textContent);
  await expect.poll(focused).toBe('Edit');
  await creator.app.getByRole('button', { name: 'Approve coin' }).click();
  await approve(creator, 'Launch coin Second thoughts');
  await creator.app.getByText('Approved by you').waitFor();
  await expect.poll(focused).toBe('Second thoughts: its launch');
  await creator.context.close();

  const fan = await open('fan', `/p/${id}`);
  await fan.app.getByRole('button', { name: /^Buy/ }).first().click();
  await approve(fan, 'Sign in to GigaVibe');
  const sheet = fan.app.getByRole('dialog');
  const before = await world.holdings('fan');
  await sheet.getByText(/quote good for/).waitFor();
  await sheet.getByRole('button', { name: /^Buy \$/ }).click();
  await wallet(fan).getByRole('button', { name: 'Reject' }).click();
  await sheet.getByText(/declined in your wallet/).waitFor();
  await sheet.getByText(/Nothing was spent/).waitFor();
  expect(await world.holdings('fan')).toEqual(before);
  expect(fan.errors).toEqual([]);
  await fan.context.close();
});

it('a creator adds a longer cut for holders; a fan sees the lock, buys a coin, and plays it', async () => {
  const { id, castHash } = await world.perform('Front row');
  await world.gather(castHash, 60, 50);
  const creator = await open('creator', '/stage');
  await signIn(creator);
  await creator.app.getByRole('button', { name: 'Approve coin' }).click();
  await approve(creator, 'Launch coin Front row');
  await creator.app.getByText('Approved by you').waitFor();
  await creator.app
    .getByRole('button', { name: 'Front row' })
    .or(creator.app.getByRole('link', { name: 'Front row' }))
    .first()
    .click();
  await creator.app.getByRole('button', { name: 'Add something for holders' }).click();
  const form = creator.app.getByRole('dialog');
  const buffer = Buffer.from(await makeMedia('song.wav', 4));
  await form.getByLabel('File for holders').setInputFiles({ name: 'longer cut.wav', mimeType: 'audio/wav', buffer });
  await form.getByLabel('Coins that open it').fill('1000');
  await form.getByRole('button', { name: 'Add for holders' }).click();
  await creator.app.getByRole('heading', { name: 'Yours for holders' }).waitFor();

  // What lies on IPFS is not what was chosen.
  const stored = await world.sealedOf(id);
  expect(stored.length).toBeGreaterThan(buffer.length);
  expect(stored.includes(buffer.subarray(100, 132))).toBe(false);

  const fan = await open('fan', `/p/${id}`);
  await fan.app.getByRole('heading', { name: /For holders of 1,000 \$/ }).waitFor();
  await fan.app.getByRole('button', { name: 'Sign in and open' }).click();
  await approve(fan, 'Sign in to GigaVibe');
  await fan.app.getByText(/Your wallets hold less than 1,000 \$/).waitFor();
  await fan.app.getByRole('button', { name: /^Get \$/ }).click();
  await buy(fan);
  await fan.app.getByRole('button', { name: 'Open the recording' }).click();
  const sound = fan.app.locator('audio[aria-label="Front row, for holders"]');
  await sound.waitFor();
  await expect.poll(() => sound.evaluate(made => Math.round((made as HTMLAudioElement).duration))).toBe(4);
  await sound.evaluate(made => (made as HTMLAudioElement).play());
  await expect.poll(() => sound.evaluate(made => (made as HTMLAudioElement).currentTime)).toBeGreaterThan(0);
  expect(fan.errors).toEqual([]);
  await fan.context.close();

  // Its maker sees how often it was opened, and takes it back: its key is gone.
  await creator.app.getByText(/opened once/).waitFor();
  await creator.app.getByRole('button', { name: 'Remove', exact: true }).click();
  await creator.app.getByRole('button', { name: 'Remove it for good' }).click();
  await creator.app.getByRole('button', { name: 'Add something for holders' }).waitFor();
  expect(creator.errors).toEqual([]);
  await creator.context.close();
});

it('a creator who turned notifications on is told by Farcaster that a take crossed, and decides from there; a fan who asked is told of its coin', async () => {
  const creator = await open('creator', '/notices');
  await signIn(creator);
  await creator.app.getByRole('button', { name: 'Turn on' }).click();
  await creator.page.getByRole('dialog', { name: 'Add app' }).getByRole('button', { name: 'Add' }).click();
  await creator.app.getByRole('button', { name: 'Turn on' }).waitFor({ state: 'hidden' });
  // Who looks at the inbox reads it there, and Farcaster is not to tell it again.
  await creator.app.getByRole('link', { name: 'Feed' }).click();

  // Other people than in the stories before: who comes together again and again weighs less.
  const { id, castHash } = await world.perform('Heard from afar');
  const fan = await open('fan', `/p/${id}`);
  await fan.app.getByRole('button', { name: 'Tell me if it launches' }).click();
  await approve(fan, 'Sign in to GigaVibe');
  await fan.page.getByRole('dialog', { name: 'Add app' }).getByRole('button', { name: 'Add' }).click();
  await fan.app.getByRole('button', { name: /^We will tell you/ }).waitFor();
  await world.gather(castHash, 60, 100);
  const bell = creator.app.getByRole('button', { name: 'Notifications, new ones' });
  await bell.waitFor();
  const banner = creator.page.getByRole('alert', { name: 'Notification' });
  await banner.getByText(/Heard from afar can become a coin/).waitFor();

  // Opening the notification leads to the card; so does the inbox.
  await banner.getByRole('button', { name: /Your take crossed the line/ }).click();
  await creator.app.getByRole('heading', { name: 'Heard from afar crossed the line' }).waitFor();
  await creator.app.getByRole('link', { name: 'Feed' }).click();
  await bell.click();
  await creator.app.getByText(/Heard from afar crossed the viral line/).waitFor();
  // By key: what else comes in moves the list under a pointer.
  await creator.app.getByRole('button', { name: 'Review coin' }).press('Enter');
  await creator.app.getByRole('heading', { name: 'Heard from afar crossed the line' }).waitFor();
  await creator.app.getByRole('button', { name: 'Approve coin' }).click();
  await approve(creator, 'Launch coin Heard from afar');
  expect(creator.errors).toEqual([]);
  await creator.context.close();

  const told = fan.page.getByRole('alert', { name: 'Notification' });
  await told.getByText(/Heard from afar \(\$\w+\) becomes a coin/).waitFor();
  await told.getByRole('button', { name: /A take you watch launches/ }).click();
  await fan.app.getByRole('button', { name: /^Buy/ }).first().waitFor();
  expect(fan.errors).toEqual([]);
  await fan.context.close();
});

it.each(['dark', 'light'] as const)('every screen can be used by everyone (%s)', async colorScheme => {
  const { id } = await world.perform(`Seen by all in the ${colorScheme}`);
  const context = await openContext(browser, { viewport: { width: 424, height: 695 }, colorScheme });
  const { page } = await openPage(context, `every-screen-${colorScheme}`);
  const nobody = '5709e000-0000-4000-8000-00000000ffff';
  const takes = ['/', `/p/${id}`, `/p/${nobody}`, '/perform', '/search?q=seen'];
  const others = ['/coins', '/stage', '/earnings', '/chains', `/chains/${nobody}`, '/notices'];
  for (const path of [...takes, ...others]) {
    await page.goto(`${urlOf(world.config, 'web')}${path}`);
    // The way on, wherever somebody lands: the tab bar, or the one bar of a page that has a decision.
    await page
      .getByRole('navigation', { name: 'Main' })
      .or(page.getByRole('region', { name: 'Launch' }))
      .waitFor();
    await page.getByRole('heading').first().waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id: rule, nodes }) => `${path} ${rule}: ${nodes[0]?.html}`)).toEqual([]);
  }
  await context.close();
});

it.each([
  ['a phone', 424, 695],
  ['a phone on its side', 844, 390],
  ['a wide window', 1280, 900],
])(
  'nothing jumps while a page comes over a line that takes its time, and every place is in sight: %s',
  async (_, width, height) => {
    const context = await openContext(browser, { viewport: { width, height } });
    const { page } = await openPage(context, `steady-${width}`);
    const line = await context.newCDPSession(page);
    await line.send('Network.enable');
    await line.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 300,
      downloadThroughput: 500_000,
      uploadThroughput: 500_000,
    });
    await page.addInitScript(() => {
      const told = window as unknown as { shifts: string[]; shifted: number };
      Object.assign(told, { shifts: [], shifted: 0 });
      type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] };
      new PerformanceObserver(list => {
        for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[]) {
          if (!hadRecentInput) told.shifted += value;
          told.shifts.push(`${value.toFixed(3)} ${sources.map(({ node }) => node?.textContent?.slice(0, 30))}`);
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    // The coin of the first story, and its take by its own address.
    const { coin } = await world.coinOf(NIGHT_BUS);
    for (const path of ['/', `/p/${NIGHT_BUS}`, `/coins/${coin}`, '/chains', '/coins', '/stage', '/u/niasings', '/status']) {
      await page.goto(`${urlOf(world.config, 'web')}${path}`);
      await page.getByRole('heading').first().waitFor();
      await page.waitForLoadState('networkidle');
      const { shifted, shifts } = await page.evaluate(() => {
        const told = window as unknown as { shifts: string[]; shifted: number };
        return { shifted: told.shifted, shifts: told.shifts };
      });
      expect(shifted, `${path}: ${shifts.join('; ')}`).toBeLessThan(0.05);
      const you = await page.locator('nav a[href="/stage"]').boundingBox();
      // On a phone, the bar of a trade stands in place of the places.
      if (you) expect(you.y + you.height).toBeLessThanOrEqual(height);
    }
    await context.close();
  },
);
