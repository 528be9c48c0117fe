import type { Posting } from './keep-take.ts';
import { performanceIdOf } from './performance-of-cast.ts';
import type { PostPorts } from './post-ports.ts';

/**
 * The device says which cast it is. It is read from Farcaster and recorded, so that a late webhook keeps nobody waiting. Nothing is asked for somebody
 * without a Farcaster account, who casts nothing.
 */
export async function noteCast(
  { id, hash, fid }: { id: string; hash: string; fid: number | null },
  { appUrl }: Posting,
  ports: PostPorts,
): Promise<{ found: boolean }> {
  if (fid === null) return { found: false };
  const cast = await ports.readCast(hash.toLowerCase());
  const about = cast?.embeds.some(embed => performanceIdOf(embed.url, appUrl) === id);
  if (cast && about) await ports.record(cast);
  return { found: Boolean(about) };
}
