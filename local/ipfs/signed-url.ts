import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { PROFILE } from './store.ts';

const wish = z.object({
  date: z.number().int(),
  expires: z.number().int().positive().max(86_400),
  network: z.literal('public').default('public'),
  filename: z.string().max(200).optional(),
  max_file_size: z.number().int().positive().optional(),
  allow_mime_types: z.array(z.string()).optional(),
  cid_version: z.literal(PROFILE).optional(),
});
export type Wish = z.infer<typeof wish>;

/** What a signature covers besides the key: the wish, word for word. */
const stampOf = (text: string, secret: string) => createHmac('sha256', secret).update(text).digest('hex');

/** Answers `POST /v3/files/sign`: an address that takes one upload within what was wished, until it expires. */
export async function signUpload(request: Request, { baseUrl, secret }: { baseUrl: string; secret: string }): Promise<Response> {
  const parsed = wish.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return Response.json({ error: { message: z.prettifyError(parsed.error) } }, { status: 400 });
  const text = Buffer.from(JSON.stringify(parsed.data)).toString('base64url');
  return Response.json({ data: `${baseUrl}/v3/files?X-Algorithm=HMAC&X-Wish=${text}&X-Signature=${stampOf(text, secret)}` });
}

/** The wish that an address was signed for; null when it was not signed by us or is over. */
export function readSigned(url: URL, secret: string, now: number): Wish | null {
  const [text, stamp] = [url.searchParams.get('X-Wish') ?? '', url.searchParams.get('X-Signature') ?? ''];
  const right = stampOf(text, secret);
  if (stamp.length !== right.length || !timingSafeEqual(Buffer.from(stamp), Buffer.from(right))) return null;
  const signed = wish.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  return now / 1000 <= signed.date + signed.expires ? signed : null;
}

/** Why a file may not come in under a wish; null when it may. */
export function refusalOf(signed: Wish | null, size: number, mime: string): string | null {
  if (signed?.max_file_size !== undefined && size > signed.max_file_size) return `more than ${signed.max_file_size} bytes`;
  const types = signed?.allow_mime_types;
  const allowed =
    types === undefined || types.some(type => type === mime || (type.endsWith('/*') && mime.startsWith(type.slice(0, -1))));
  return allowed ? null : `${mime} is not among ${types?.join(', ')}`;
}
