import type { Client } from './open-client.ts';

/** The sheet of the client's wallet, where a person approves or rejects. */
export const wallet = (client: Client) => client.page.getByRole('dialog', { name: 'Wallet' });

/** Approves what the wallet asks, once it says the expected words and no others are in question. */
export async function approve(client: Client, words: string | RegExp): Promise<void> {
  await wallet(client).getByText(words).first().waitFor();
  await wallet(client).getByRole('button', { name: 'Approve' }).click();
  await wallet(client).waitFor({ state: 'hidden' });
}

/** Signs in on a screen that asks for it. */
export async function signIn(client: Client): Promise<void> {
  await client.app.getByRole('button', { name: 'Sign in with Farcaster' }).click();
  await approve(client, 'Sign in to GigaVibe');
}

/** Buys what the open sheet proposes, and closes the sheet once it is bought. */
export async function buy(client: Client): Promise<void> {
  const sheet = client.app.getByRole('dialog');
  await sheet.getByText(/quote good for/).waitFor();
  await sheet.getByRole('button', { name: /^Buy \$/ }).click();
  await approve(client, /Buy at least/);
  await sheet.getByText('Bought', { exact: true }).first().waitFor();
  await sheet.getByRole('button', { name: /Close/ }).first().click();
}
