import type { Browser } from 'playwright-core';
import { openClient } from './open-client.ts';
import type { StoryWorld } from './start-world.ts';
import { approve, signIn } from './wallet.ts';

/** The creator's take as a coin that can be bought: cast, loved, and approved by them in Farcaster. */
export async function makeCoin(
  browser: Browser,
  world: StoryWorld,
  title: string,
): Promise<{ id: string; coin: string; userId: string }> {
  const { id, castHash } = await world.perform(title);
  await world.gather(castHash, 60);
  const creator = await openClient(browser, world.config, { user: 'creator', path: '/stage' });
  await signIn(creator);
  await creator.app.getByRole('button', { name: 'Approve coin' }).click();
  await approve(creator, `Launch coin ${title}`);
  await creator.app.getByText(/^\$\w+ · \d+ holders?$/).waitFor();
  await creator.context.close();
  return { id, ...(await world.coinOf(id)) };
}
