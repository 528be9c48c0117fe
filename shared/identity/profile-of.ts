import { withoutTurns } from '../kernel/without-turns.ts';
import { BIO_MOST } from './profile-limits.ts';
import type { FarcasterProfile } from './schema.ts';

/** What Neynar says of a person, as far as we use it; everything but the fid may be missing or odd. */
export type SaidProfile = {
  fid: number;
  username?: string | null | undefined;
  display_name?: string | null | undefined;
  pfp_url?: string | null | undefined;
  profile?: { bio?: { text?: string | null | undefined } | null | undefined } | null | undefined;
  verified_addresses?:
    | { primary?: { eth_address?: string | null | undefined } | null | undefined; eth_addresses?: string[] | undefined }
    | null
    | undefined;
};

const ADDRESS = /^0x[0-9a-f]{40}$/;

/** Cleans a profile: no control characters or such as turn the direction, names within length, http(s) pictures only, the primary wallet or the first. */
export function profileOf(said: SaidProfile): FarcasterProfile {
  const username = cleanUsername(said.username);
  const { primary, eth_addresses = [] } = said.verified_addresses ?? {};
  const wallets = [primary?.eth_address, ...eth_addresses].map(address => address?.toLowerCase() ?? '');
  return {
    fid: said.fid,
    displayName: cleanName(said.display_name, 100) ?? username ?? `fid ${said.fid}`,
    username,
    avatarUrl: cleanUrl(said.pfp_url),
    bio: cleanName(said.profile?.bio?.text, BIO_MOST),
    walletAddress: wallets.find(address => ADDRESS.test(address)) ?? null,
  };
}

/** Text of one line that turns no words around it, or null when nothing readable is left. */
export function cleanName(text: string | null | undefined, maxLength: number): string | null {
  const clean = withoutTurns(text ?? '')
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return [...clean].slice(0, maxLength).join('').trim() || null;
}

/** A name on Farcaster, where all are in lower case: so that two never differ by that alone. */
export function cleanUsername(text: string | null | undefined): string | null {
  return cleanName(text?.toLowerCase(), 64);
}

/** An http(s) address, or null. */
export function cleanUrl(text: string | null | undefined): string | null {
  if (!text || text.length > 2_000 || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
}
