import { z } from 'zod';
import type { Cast } from '../../../../shared/performances/schema.ts';
import { askJson } from './ask-json.ts';
import { parseCast } from './neynar-webhook.ts';

const found = z.object({ result: z.object({ casts: z.array(z.unknown()).max(25) }) });

/** One cast with its author and embeds, as `/v2/farcaster/casts` says it now; null when there is none. @throws AppError 503 when Neynar is away */
export function neynarCast({ url, apiKey }: { url: string; apiKey: string }): (hash: string) => Promise<Cast | null> {
  return async hash => {
    const asked = `${url}/v2/farcaster/casts/?${new URLSearchParams({ casts: hash })}`;
    const said = await askJson(asked, found, { source: 'neynar', apiKey });
    const [cast] = said?.result.casts ?? [];
    return cast === undefined ? null : parseCast(cast);
  };
}
