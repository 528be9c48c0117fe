import { z } from 'zod';

export const fid = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);

export const castHash = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, 'not a cast hash')
  .transform(hash => hash.toLowerCase());

/** ISO time → Unix milliseconds, within what both JavaScript and Postgres can hold. */
export const time = z
  .string()
  .max(64)
  .transform(text => Date.parse(text))
  .pipe(z.number().int().min(0).max(Date.UTC(9999, 0)));

const text = z.string().nullish().catch(null);

/** A person as in users, authors and reactors. What is missing or odd is as good as not said. */
export const neynarProfile = z.object({
  fid,
  username: text,
  display_name: text,
  pfp_url: text,
  profile: z
    .object({ bio: z.object({ text }).nullish().catch(null) })
    .nullish()
    .catch(null),
  score: z.number().min(0).max(1).nullish().catch(null),
  experimental: z
    .object({ neynar_user_score: z.number().min(0).max(1).nullish().catch(null) })
    .nullish()
    .catch(null),
  verified_addresses: z
    .object({
      primary: z.object({ eth_address: text }).nullish().catch(null),
      eth_addresses: z.array(z.string()).max(100).optional().catch(undefined),
    })
    .nullish()
    .catch(null),
});

export type NeynarProfile = z.infer<typeof neynarProfile>;

/** Neynar's opinion of an account, 0 to 1, or null when it did not say. */
export function scoreOf({ score, experimental }: NeynarProfile): number | null {
  return score ?? experimental?.neynar_user_score ?? null;
}

const channelId = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** The channel of a cast as Neynar describes it; odd is as good as not said. */
export const channelRef = z
  .object({ id: z.string().regex(channelId) })
  .nullish()
  .catch(null);

/** The channel that a cast was posted to: by its id, else by the parent url that channels have. Null for none. */
export function channelOf(cast: { channel?: z.infer<typeof channelRef>; parent_url?: string | null | undefined }): string | null {
  const fromUrl = /\/channel\/([^/?#]+)$/.exec(cast.parent_url ?? '')?.[1] ?? '';
  return cast.channel?.id ?? (channelId.test(fromUrl) ? fromUrl : null);
}
