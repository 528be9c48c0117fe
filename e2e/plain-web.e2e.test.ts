import { AxeBuilder } from '@axe-core/playwright';
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { urlOf } from '../local/config.ts';
import { testUsers } from '../local/farcaster/users.ts';
import { withDatabase } from '../local/supabase/with-database.ts';
import { makeMedia } from '../shared/media/testing/make-media.ts';
import { makeCoin } from './make-coin.ts';
import { openClient } from './open-client.ts';
import { openPlainBrowser } from './open-plain-browser.ts';
import { browser, world } from './story.ts';
import { approve, signIn } from './wallet.ts';

const openBrowser = (privateKey: `0x${string}`) => openPlainBrowser(browser, world.config, privateKey);

const isFocused = (there: Locator) => expect.poll(() => there.evaluate(node => node === document.activeElement)).toBe(true);

/** Presses a key on it, as whoever goes there by Tab does. */
async function press(there: Locator, key: string): Promise<void> {
  await there.focus();
  await there.press(key);
}

it('somebody with nothing but a browser and a wallet signs in, buys, comes back by links, and signs out', async () => {
  const { id, coin, userId } = await makeCoin(browser, world, 'Window seat');
  const { context, page, wallet, errors, goto } = await openBrowser(testUsers.newcomer.privateKey);

  // A link to the coin leads to its take, on a hard load.
  await goto(`/coins/${coin}`);
  await page.waitForURL(`**/p/${id}`);
  await page.setViewportSize({ width: 424, height: 695 });

  // By keys alone, with the focus never lost: what opened a sheet has it again once that is gone.
  const open = page.getByRole('region', { name: 'Trade' }).getByRole('button', { name: /^Buy/ });
  await expect.poll(() => open.getAttribute('aria-disabled')).toBe(null);
  await press(open, 'Enter');
  const trade = page.getByRole('dialog', { name: /^Trade/ });
  const next = trade.getByRole('button', { name: /^(Sign in with|Buy) / });
  await press(next, 'Enter');
  const sheet = page.getByRole('dialog', { name: 'Sign in' });
  const ours = sheet.getByRole('button', { name: /^Test wallet/ });
  await ours.waitFor();
  expect((await new AxeBuilder({ page }).include('[role=dialog]').analyze()).violations).toEqual([]);

  // Saying no changes nothing and can be taken back.
  wallet.declineNext();
  await press(ours, 'Enter');
  await sheet
    .getByRole('alert')
    .filter({ hasText: /declined/i })
    .waitFor();
  await isFocused(ours);
  await page.keyboard.press('Escape');
  await isFocused(next);
  await page.keyboard.press('Enter');
  await press(ours, 'Space');
  await sheet.waitFor({ state: 'hidden' });
  expect(wallet.asked).toEqual(['eth_requestAccounts', 'eth_requestAccounts', 'personal_sign']);

  await isFocused(next);
  await trade.getByText(/quote good for/).waitFor();
  await page.keyboard.press('Enter');
  await trade.getByText('Bought', { exact: true }).first().waitFor();
  expect(wallet.asked.at(-1)).toBe('eth_sendTransaction');
  await page.keyboard.press('Escape');
  await isFocused(open);

  // So do selling, in the column of a wide page, following and reporting.
  await page.setViewportSize({ width: 1280, height: 900 });
  await press(page.getByRole('tab', { name: 'Buy' }), 'ArrowRight');
  await press(page.getByRole('button', { name: '25%' }), 'Enter');
  await page.getByText(/quote good for/).waitFor();
  await press(page.getByRole('button', { name: /^Sell .* WINDOW/ }), 'Enter');
  await page.getByText('Sold', { exact: true }).first().waitFor();
  const follow = page.getByRole('button', { name: /^Follow Nia/ });
  // Pressed again before it is written, it would not be taken.
  const written = page.waitForResponse(
    answer => answer.url().includes('/rest/v1/follows') && answer.request().method() === 'POST',
  );
  await press(follow, 'Space');
  await (await written).finished();
  await isFocused(page.getByRole('button', { name: /^Stop following Nia/ }));
  await page.keyboard.press('Enter');
  await isFocused(follow);
  const report = page.getByRole('button', { name: 'Report this take' });
  await press(report, 'Enter');
  const reasons = page.getByRole('dialog').getByRole('radio');
  await press(reasons.first(), 'ArrowDown');
  await isFocused(reasons.nth(1));
  await press(page.getByRole('dialog').locator('button[type=submit]'), 'Enter');
  await page.getByText(/will look at it/).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await isFocused(report);

  // The portfolio holds it, also after a reload: the session is the browser's.
  await goto('/coins');
  await page.getByText('Window seat').first().waitFor();
  await page.reload();
  await page.getByText('Window seat').first().waitFor();

  // People and their pages have addresses too.
  await goto(`/u/${userId}`);
  await page.getByRole('heading', { name: 'Nia Adeyemi' }).waitFor();
  await goto('/u/niasings');
  await page.getByRole('button', { name: /Window seat/ }).waitFor();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  // Their own profile, edited; then out.
  await goto('/account');
  await page.getByText('Signed in by wallet').click();
  const edit = page.getByRole('button', { name: 'Edit profile' });
  await edit.click();
  await page.getByRole('dialog', { name: 'Edit profile' }).waitFor();
  // A sheet that goes away gives the focus back to what opened it.
  await page.keyboard.press('Escape');
  await isFocused(edit);
  await edit.click();
  await page.getByLabel('Name').fill('Mei of the web');
  await page.getByRole('button', { name: 'Save profile' }).click();
  await page.getByRole('heading', { name: 'Mei of the web' }).waitFor();
  await page.getByRole('button', { name: 'Your account' }).click();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('button', { name: 'Sign in with a wallet' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Sign in with a wallet' }).waitFor();
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain('refreshToken');
  expect(errors).toEqual([]);
  await context.close();
});

it('somebody who came by wallet first joins that account with their Farcaster one, in Farcaster', async () => {
  const { page, context, goto, errors } = await openBrowser(testUsers.fan.privateKey);
  await goto('/account');
  await page.getByRole('button', { name: 'Sign in with a wallet' }).click();
  await page.getByRole('dialog', { name: 'Sign in' }).getByText('Test wallet').click();
  await page.getByText('Signed in by wallet').waitFor();
  await page.evaluate(keepAsFirstVersion, 'Kept before');
  await goto('/perform');
  await page.getByText('Post as a cast').waitFor();

  const fan = await openClient(browser, world.config, { user: 'fan', path: '/account' });
  await signIn(fan);
  await fan.app.getByText('@jonas on Farcaster').waitFor();
  await fan.app.getByRole('button', { name: 'Add a wallet' }).click();
  await fan.app
    .getByRole('dialog')
    .getByRole('button', { name: /Farcaster/ })
    .click();
  await approve(fan, 'Add this wallet to my GigaVibe account. This costs nothing.');
  await fan.app.getByRole('button', { name: 'Join accounts' }).click();
  await approve(fan, 'Sign in to GigaVibe. This costs nothing.');
  await approve(fan, 'Add this wallet to my GigaVibe account. This costs nothing.');
  await fan.app.getByRole('list', { name: 'Your wallets' }).waitFor();
  expect(fan.errors).toEqual([]);
  await fan.context.close();

  // The browser's session goes on as the joined account, and what was kept there is theirs.
  await goto('/account');
  await page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem('gigavibe.session') ?? '{}');
    localStorage.setItem('gigavibe.session', JSON.stringify({ ...kept, expiresAt: Date.now() }));
  });
  await page.reload();
  await page.getByText('@jonas on Farcaster').waitFor();
  await goto('/perform');
  await expect.poll(() => page.getByLabel('Title').inputValue()).toBe('Kept before');
  expect(errors).toEqual([]);
  await context.close();
});

it('a creator approves a coin in a browser, with the wallet that they added to their account', async () => {
  const { id, castHash } = await world.perform('Third rail');
  await world.gather(castHash, 60, 100);
  const { page, context, wallet, errors, goto } = await openBrowser(testUsers.creator.privateKey);

  // The wallet is theirs because their account says so, not because Farcaster does.
  const creator = await openClient(browser, world.config, { user: 'creator', path: '/account' });
  await signIn(creator);
  await creator.app.getByRole('button', { name: 'Add a wallet' }).click();
  await creator.app
    .getByRole('dialog')
    .getByRole('button', { name: /Farcaster/ })
    .click();
  await approve(creator, 'Add this wallet to my GigaVibe account. This costs nothing.');
  await creator.app.getByRole('list', { name: 'Your wallets' }).waitFor();
  await creator.context.close();

  await goto('/stage');
  await page.getByRole('button', { name: 'Sign in with a wallet' }).click();
  await page.getByRole('dialog', { name: 'Sign in' }).getByText('Test wallet').click();
  await page.getByRole('button', { name: 'Approve coin' }).click();
  await expect.poll(() => wallet.asked.at(-1)).toBe('eth_signTypedData_v4');
  await expect.poll(() => world.coinOf(id).then(({ coin }) => coin.slice(0, 2), String)).toBe('0x');
  await goto(`/p/${id}`);
  await page
    .getByText(/holder/i)
    .first()
    .waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

/** In the page: what the first version of the app kept of a take that it did not post, which did not say whose it was. */
async function keepAsFirstVersion(title: string): Promise<void> {
  const request = indexedDB.open('gigavibe-drafts', 1);
  await new Promise(done => {
    request.onsuccess = done;
    request.onupgradeneeded = () => {
      request.result.createObjectStore('slices', { autoIncrement: true });
      request.result.createObjectStore('facts');
    };
  });
  const writing = request.result.transaction('facts', 'readwrite');
  const [file, performanceId] = [new Blob(['song']), '5709e000-0000-4000-8000-000000030490'];
  const measured = { facts: { mime: 'audio/wav', title: null }, peaks: null, loudness: null };
  writing.objectStore('facts').put({ file, film: false, measured, cid: 'none', poster: null, performanceId }, 'take');
  await new Promise(done => {
    writing.oncomplete = done;
  });
  request.result.close();
  localStorage.setItem('gigavibe-draft-words', JSON.stringify({ title, caption: 'And its caption' }));
}

it('what somebody kept in a browser is there for them, and for nobody else who comes to it', async () => {
  const { page, context, goto, errors } = await openBrowser(testUsers.newcomer.privateKey);
  const song = { name: 'song.wav', mimeType: 'audio/wav', buffer: Buffer.from(await makeMedia('song.wav', 8)) };
  const titleIs = (title: string) => expect.poll(() => page.getByLabel('Title').inputValue()).toBe(title);
  const start = () => page.getByRole('heading', { name: 'You are on next' }).waitFor();
  const signInHere = async () => {
    await goto('/account');
    await page.getByRole('button', { name: 'Sign in with a wallet' }).click();
    await page.getByRole('dialog', { name: 'Sign in' }).getByText('Test wallet').click();
    await page.getByText('Signed in by wallet').waitFor();
  };

  await goto('/status');
  await page.evaluate(keepAsFirstVersion, 'Older verse');
  await signInHere();
  await goto('/perform');
  await titleIs('Older verse');
  expect(await page.getByLabel('Caption').inputValue()).toBe('And its caption');
  await page.getByLabel('Title').fill('Older verse, mended');

  // Signed out: another one records here.
  await goto('/account');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('button', { name: 'Sign in with a wallet' }).waitFor();
  await goto('/perform');
  await start();
  await page.getByLabel('Clip').setInputFiles(song);
  await page.getByRole('button', { name: 'Keep this take' }).click();
  await page.getByLabel('Title').fill('Nobody knows whose');
  await page.reload();
  await titleIs('Nobody knows whose');

  // It is theirs who sign in first, beside what they had.
  await signInHere();
  await goto('/perform');
  await titleIs('Nobody knows whose');
  await page.getByRole('button', { name: 'Discard' }).click();
  await start();
  await page.reload();
  await titleIs('Older verse, mended');
  expect(errors).toEqual([]);
  await context.close();
});

/** A chain that branches, whose moves match, begun by somebody of this name. */
async function makeChain(username: string): Promise<string> {
  const [chain, first, second, branch] = [1, 2, 3, 4].map(n => `5709e000-0000-4000-8000-00000002049${n}`);
  const name = `T${'u'.repeat(37)}rn`;
  await withDatabase(world.supabase.url, async db => {
    const by = (await db.query('select id from public.users where username = $1', [username])).rows[0]?.id;
    const other = (
      await db.query('insert into public.users (farcaster_fid, display_name) values (790002, $1) returning id', [name])
    ).rows[0]?.id;
    const file = `b${'a'.repeat(58)}`;
    await db.query('insert into public.pose_files (cid, user_id, bytes, frames, duration_ms) values ($1, $2, 1000, 30, 1000)', [
      file,
      by,
    ]);
    await db.query(
      "insert into public.dance_chains (id, kind, title, poster_lines, ink, started_by, status) values ($1, 'dance', 'Turn', '{TURN}', 'amber', $2, 'live')",
      [chain, by],
    );
    for (const [id, parent, depth, score, user] of [
      [first, null, 1, null, by],
      [second, first, 2, 100, by],
      [branch, first, 2, 96, other],
    ])
      await db.query(
        'insert into public.dance_moves (id, chain_id, parent_id, depth, user_id, name, pose_cid, move_ms, scores, score, scorer, mirrored) values ($1, $2, $3, $4, $5, $6, $7, 1000, $8, $9, $10, $11)',
        [id, chain, parent, depth, user, name, file, score && [score], score, score && 'limbs-2', score && false],
      );
  });
  return chain as string;
}

/** Makes a take, called by a word of 70 wide letters, that of whoever holds this wallet: it crossed the line, and they are told and asked. */
const giveAndTell = (take: string, wallet: string) =>
  withDatabase(world.supabase.url, async db => {
    await db.query(
      "update public.performances set title = repeat('W', 70), user_id = (select user_id from public.user_wallets where address = $2) where id = $1",
      [take, wallet.toLowerCase()],
    );
    await db.query(
      "insert into public.notices (user_id, kind, performance_id) select user_id, 'crossed', id from public.performances where id = $1",
      [take],
    );
    await db.query(
      "insert into public.viral_queue (performance_id, user_id, status, detection_score, rule_version, decided_at, name, ticker) select id, user_id, 'detected', 100, 'a', now(), title, 'WWWWWWWWWWWW' from public.performances where id = $1",
      [take],
    );
  });

it('a name and a title without a break make no page wider than the screen, nor does text of twice the size', async () => {
  const person = { fid: 790_001, username: `w${'o'.repeat(30)}lf`, displayName: `W${'o'.repeat(46)}lf`, address: null };
  await world.farcaster.world.addUsers([{ ...person, score: 0.9, followerCount: 50, registeredAt: Date.UTC(2024, 0, 1) }]);
  const id = '5709e000-0000-4000-8000-000000010490';
  const embeds = [`${urlOf(world.config, 'web')}/p/${id}`];
  const cast = { fid: person.fid, text: `R${'i'.repeat(70)}nd — song`, embeds };
  await world.farcaster.world.publishCast(cast, { wait: true });
  const { context, page, errors, goto } = await openBrowser(testUsers.newcomer.privateKey);
  const beyond = () => page.locator('html').evaluate(html => html.scrollWidth - html.clientWidth);
  for (const [path, words] of [
    [`/p/${id}`, /can make it a coin/],
    [`/u/${person.username}`, 'followers on GigaVibe'],
    [`/chains/${await makeChain(person.username)}`, 'You could be link 3'],
  ] as const) {
    await page.setViewportSize({ width: 424, height: 695 });
    await goto(path);
    await page.getByText(words).first().waitFor();
    expect([path, await beyond()]).toEqual([path, 0]);
    // What a screen of 424 px has left at 200 %.
    await page.setViewportSize({ width: 212, height: 348 });
    await expect.poll(beyond).toBe(0);
  }
  // What the head of a page ends in ends where its text does.
  await page.setViewportSize({ width: 424, height: 695 });
  const follow = await page.getByRole('button', { name: /^Follow / }).boundingBox();
  expect((follow?.x ?? 0) + (follow?.width ?? 0)).toBe(424 - 16);
  // What one of 390 px has left: the words of the places keep apart, and a page's name is not broken.
  await page.setViewportSize({ width: 195, height: 422 });
  await goto('/chains');
  const name = page.getByRole('heading', { level: 1, name: 'Chains' });
  await page.getByRole('button', { name: 'Start a chain' }).waitFor();
  expect(await name.evaluate(heading => heading.getClientRects()[0]?.height)).toBeLessThan(24);
  const words = await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link')
    .evaluateAll(links =>
      links.map(link => {
        const inside = document.createRange();
        inside.selectNodeContents(link);
        return inside.getBoundingClientRect();
      }),
    );
  for (const [i, { left }] of words.entries()) expect(left - (words[i - 1]?.right ?? 0)).toBeGreaterThan(3);
  // Its maker's own pages have it in a card, and in a sentence.
  await goto('/stage');
  await page.getByRole('button', { name: 'Sign in with a wallet' }).first().click();
  await page.getByRole('dialog', { name: 'Sign in' }).getByText('Test wallet').click();
  await page.getByRole('dialog', { name: 'Sign in' }).waitFor({ state: 'hidden' });
  await giveAndTell(id, testUsers.newcomer.address);
  // Who is not of Farcaster is asked nothing by the server: what it would ask another.
  const word = 'W'.repeat(70);
  const launch = { id, performance_id: id, status: 'awaiting_consent', name: word, ticker: 'WWWWWWWWWWWW' };
  const part = { username: 'w', display_name: word, bps: 1234, answer: 'accepted', account: null };
  await context.route('**/launches/*/consent', route =>
    route.fulfill({
      headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' },
      json: {
        launch: { ...launch, expires_at: new Date(Date.now() + 3_600_000) },
        ...{ picture: 'take', pictures: [], metadata: {}, own_bps: 8766, parts: [part], typedData: null },
      },
    }),
  );
  for (const path of ['/stage', '/notices']) {
    await page.setViewportSize({ width: 390, height: 844 });
    await goto(path);
    await page
      .getByText(path === '/stage' ? '12.34%' : /^W{70}/)
      .first()
      .waitFor();
    expect([path, await beyond()]).toEqual([path, 0]);
  }
  expect(errors).toEqual([]);
  await context.close();
});
