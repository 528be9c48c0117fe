import * as z from 'zod/mini';

/** A person as everybody may see them. */
export type Person = {
  id: string;
  fid: number | null;
  name: string;
  /** Their Farcaster name. */
  username: string | null;
  avatarUrl: string | null;
  bio: string | null;
  /** The account was deleted. */
  gone: boolean;
};

export const PERSON_COLUMNS = 'id, farcaster_fid, display_name, username, avatar_url, bio, deleted_at';

export const personRow = z.pipe(
  z.object({
    id: z.uuid(),
    farcaster_fid: z.nullable(z.number()),
    display_name: z.string(),
    username: z.nullable(z.string()),
    avatar_url: z.nullable(z.string()),
    bio: z.nullable(z.string()),
    deleted_at: z.nullable(z.string()),
  }),
  z.transform(
    (row): Person => ({
      id: row.id,
      fid: row.farcaster_fid,
      name: row.display_name,
      username: row.username,
      avatarUrl: row.avatar_url,
      bio: row.bio,
      gone: row.deleted_at !== null,
    }),
  ),
);
