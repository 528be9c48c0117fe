import { parseWebhook } from '../../../../supabase/functions/_shared/adapters/neynar-webhook.ts';
import { handle } from '../../../../supabase/functions/_shared/http/handle.ts';
import { hmacVerifier } from '../../../../supabase/functions/_shared/http/hmac.ts';
import { route } from '../../../../supabase/functions/_shared/http/route.ts';

declare const Deno: { env: { get: (name: string) => string | undefined }; serve: (handler: unknown) => void };

const verify = hmacVerifier(Deno.env.get('NEYNAR_WEBHOOK_SECRET') ?? '');

/** The reference of the bench: `hooks` without a database. It checks the signature, understands the body, and forgets it. */
const receive = route('POST', '/', async ({ request, bytes }) => {
  const body = await bytes();
  if (!(await verify(body, request.headers.get('x-neynar-signature')))) return new Response(null, { status: 401 });
  return { result: parseWebhook(body).type };
});

Deno.serve(handle({ name: 'bare', routes: [receive] }));
