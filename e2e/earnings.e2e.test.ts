import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { erc20Abi, parseEther } from 'viem';
import { expect, it } from 'vitest';
import type { LocalAccount } from '../local/chain/accounts.ts';
import { buy } from '../local/chain/testing/trade.ts';
import { testUsers } from '../local/farcaster/users.ts';
import { withDatabase } from '../local/supabase/with-database.ts';
import { type Client, openClient } from './open-client.ts';
import { browser, world } from './story.ts';
import { approve, signIn, wallet } from './wallet.ts';

async function openAs(user: 'creator' | 'fan'): Promise<Client> {
  const client = await openClient(browser, world.config, { user, path: '/stage' });
  await signIn(client);
  return client;
}

/** What each of two people has of ether and of a coin, straight from the chain. */
async function holdings(coin: `0x${string}`) {
  const { read } = world.chain.clients;
  const of = async (address: `0x${string}`) => ({
    ether: await read.getBalance({ address }),
    coins: await read.readContract({ abi: erc20Abi, address: coin, functionName: 'balanceOf', args: [address] }),
  });
  return { creator: await of(testUsers.creator.address), fan: await of(testUsers.fan.address) };
}

it('a creator shares a coin, strangers trade it, both collect their parts of every currency in one tap, and the creator is told who bought and how many hold it, until a switch says no', async () => {
  const { id, castHash } = await world.perform('Two shares');
  await world.gather(castHash, 60);
  const fan = await openAs('fan');
  const creator = await openAs('creator');

  // The creator gives the fan a fifth; the fan accepts with a wallet; the creator approves.
  await creator.app.getByRole('button', { name: 'Edit', exact: true }).click();
  const sheet = creator.app.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Add a person' }).click();
  await sheet.getByLabel('Name of person 1').fill('jonas');
  await sheet.getByLabel('Percent of person 1').fill('20');
  // A picture of the creator's own: uploaded, checked, chosen, and what the coin shows.
  const buffer = await readFile(join(import.meta.dirname, '../web/running.png'));
  await sheet.getByLabel('Picture of the coin').setInputFiles({ name: 'running.png', mimeType: 'image/png', buffer });
  await sheet.getByRole('radio', { name: 'A picture of yours', checked: true }).waitFor({ state: 'attached' });
  await sheet.getByRole('button', { name: 'Save' }).click();
  await fan.app.getByRole('button', { name: 'Accept 20%' }).click();
  await approve(fan, /20/);
  await fan.app.getByText('You accepted').waitFor();
  await creator.app.getByRole('button', { name: 'Approve coin' }).click();
  await approve(creator, 'Launch coin Two shares');
  await creator.app.getByText(/^\$\w+ · \d+ holders?$/).waitFor();

  // Nobody has traded: no ether waits, but the coins that a launch gives its payout do.
  await creator.app.getByText('Ready to collect').waitFor();
  const { coin, key, image } = await coinOf(id);
  expect(image).toMatch(/^ipfs:\/\/baf/);
  await world.chain.increaseTime(10);
  const [stranger] = world.chain.accounts.traders;
  if (!stranger) throw new Error('no trader');
  await buy(world.chain, { key }, { by: stranger, amountIn: parseEther('0.5') });
  // The stranger gives some of it away: with the splitter and the creator's wallet, more than ten hold it.
  await shareOut(coin, stranger, 10);
  // No reorg takes it back any more.
  await world.chain.mine(40);

  await creator.app.getByRole('button', { name: 'Collect', exact: true }).click();
  await creator.app.getByRole('button', { name: 'Collect all 2 currencies' }).waitFor();

  // A no in the wallet costs nothing and leaves everything where it is.
  await creator.app.getByRole('button', { name: 'Collect all 2 currencies' }).click();
  await wallet(creator)
    .getByText(/Collect what waits of ETH and/)
    .first()
    .waitFor();
  await wallet(creator).getByRole('button', { name: 'Reject' }).click();
  await creator.app.getByText(/declined in your wallet/).waitFor();

  const before = await holdings(coin);
  await creator.app.getByRole('button', { name: 'Collect all 2 currencies' }).click();
  await approve(creator, /Collect what waits of ETH and/);
  await creator.app.getByText(/You now hold .* ETH/).waitFor();
  const after = await holdings(coin);
  expect(after.creator.coins - before.creator.coins).toBe(parseEther('8000000'));
  expect(after.creator.ether).toBeGreaterThan(before.creator.ether);
  await creator.app.getByText(/^8,000,000 /).waitFor();
  await creator.app.getByRole('button', { name: 'Done' }).click();
  await creator.app.getByText(/Nothing right now. Your part/).waitFor();
  expect(creator.errors).toEqual([]);
  await creator.context.close();

  // The other part is untouched, and collected by the person whose it is.
  await fan.app.getByRole('button', { name: 'Collect', exact: true }).click();
  await fan.app.getByText('20% yours').waitFor();
  await fan.app.getByRole('button', { name: 'Collect all 2 currencies' }).click();
  await approve(fan, /Collect what waits of ETH and/);
  await fan.app.getByText(/You now hold .* ETH/).waitFor();
  expect((await holdings(coin)).fan.coins - before.fan.coins).toBe(parseEther('2000000'));
  expect(fan.errors).toEqual([]);
  await fan.context.close();

  // Meanwhile the creator was told who bought, by number.
  const inbox = await openClient(browser, world.config, { user: 'creator', path: '/notices' });
  await signIn(inbox);
  // By key: what else comes in moves the list under a pointer.
  await inbox.app.getByRole('button', { name: /^One person bought \$\w+ for 0\.\d{4} ETH\./ }).press('Enter');
  await inbox.app.getByRole('heading', { name: 'Two shares' }).waitFor();
  await inbox.app.getByRole('button', { name: 'Back' }).first().click();
  await inbox.app.getByRole('button', { name: /^\$\w+ has 10 holders, its first milestone\./ }).waitFor();

  // Of the next one Farcaster is not to tell: a switch that is off stays off.
  const milestones = await openSwitches(inbox);
  await milestones.uncheck();
  await inbox.app.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await milestones.waitFor({ state: 'detached' });
  await inbox.page.reload();
  expect(await (await openSwitches(inbox)).isChecked()).toBe(false);
  expect(inbox.errors).toEqual([]);
  await inbox.context.close();
});

/** One coin for each of so many people who had none. */
async function shareOut(coin: `0x${string}`, from: LocalAccount, people: number) {
  const holder = world.chain.clients.walletOf(from);
  for (let i = 1; i <= people; i += 1) {
    const to = `0x${String(i).padStart(40, 'f')}` as const;
    await holder.writeContract({ abi: erc20Abi, address: coin, functionName: 'transfer', args: [to, 1n] });
  }
}

/** The switch of milestones, in the open sheet of an inbox. */
async function openSwitches(inbox: Client) {
  await inbox.app.getByRole('button', { name: 'Notification settings' }).click();
  const milestones = inbox.app.getByRole('checkbox', { name: 'Your coin’s milestones' });
  await milestones.waitFor();
  return milestones;
}

type Key = Parameters<typeof buy>[1]['key'];

/** A take's coin, its pool, and the picture in the metadata that its creator signed for. */
async function coinOf(performanceId: string): Promise<{ coin: `0x${string}`; key: Key; image: string }> {
  const { rows } = await withDatabase(world.supabase.url, db =>
    db.query<{ coin: `0x${string}`; key: Key; image: string }>(
      "select c.coin_address as coin, c.pool_key as key, q.metadata ->> 'image' as image from public.performance_coins c join public.viral_queue q using (performance_id) where performance_id = $1",
      [performanceId],
    ),
  );
  if (!rows[0]) throw new Error('it has no coin');
  return rows[0];
}
