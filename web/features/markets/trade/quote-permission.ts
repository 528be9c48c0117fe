import * as z from 'zod/mini';
import { callApi } from '../../../lib/api.ts';
import { serverNow } from '../../../lib/clock.ts';
import { env } from '../../../lib/env.ts';
import { requireSession } from '../../../lib/session.ts';
import type { Address } from '../coin.ts';

/** A permission this close to its end is asked for anew: a quote takes a while to arrive. */
const MARGIN_MS = 60_000;
const answer = z.object({ permission: z.string().check(z.regex(/^[\w.-]+$/)), expires_at: z.number() });

/** `baseUrl` is our door as Zora's SDK takes it, with the permission in its path. `expiresAt` is Unix ms. */
type Permission = { baseUrl: string; expiresAt: number };

/** By person and wallet, also while they are asked for: questions at the same time share one. */
const known = new Map<string, Promise<Permission>>();

/**
 * The address below which this wallet's quotes may be asked for: with the permission in force, or with a new one. Signs the
 * person in first where nobody is. `refused` is an address that our door did not take any more.
 * @throws ApiError
 */
export async function quoteAddress(trader: Address, refused?: string): Promise<string> {
  const { user } = await requireSession();
  const key = `${user.id} ${trader}`;
  const asked = known.get(key);
  const permission = await asked;
  if (permission && permission.baseUrl !== refused && permission.expiresAt - serverNow() > MARGIN_MS) return permission.baseUrl;
  // Somebody else may have asked anew in the meantime.
  if (known.get(key) === asked) keep(key, trader);
  return (await (known.get(key) as Promise<Permission>)).baseUrl;
}

function keep(key: string, trader: Address): void {
  const asking = ask(trader);
  known.set(key, asking);
  asking.catch(() => known.get(key) === asking && known.delete(key));
}

async function ask(trader: Address): Promise<Permission> {
  const said = await callApi('api/zora/permission', { method: 'POST', body: { trader }, schema: answer });
  return { baseUrl: `${env().supabaseUrl}/functions/v1/api/zora/as/${said.permission}`, expiresAt: said.expires_at };
}
