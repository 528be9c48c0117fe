import type { RecordEngagement } from '../../../shared/engagement/ports.ts';
import { AppError } from '../../../shared/kernel/app-error.ts';
import type { RecordMiniAppEvent } from '../../../shared/notifications/ports.ts';
import type { MiniAppEvent } from '../../../shared/notifications/schema.ts';
import type { LimitDoor } from '../../../shared/ops/door-limits.ts';
import type { RecordCast } from '../../../shared/performances/ports.ts';
import { parseWebhook, type Said } from '../_shared/adapters/neynar-webhook.ts';
import { callerNetwork } from '../_shared/http/caller.ts';
import { type HandleOptions, handle } from '../_shared/http/handle.ts';
import type { VerifyHmac } from '../_shared/http/hmac.ts';
import { route } from '../_shared/http/route.ts';

export type HooksPorts = {
  verify: VerifyHmac;
  recordCast: RecordCast;
  recordEngagement: RecordEngagement;
  /** What Farcaster clients sign, and where it is kept. */
  miniApp: { read: (body: Uint8Array) => Promise<MiniAppEvent>; record: RecordMiniAppEvent };
  limit: LimitDoor;
  log?: HandleOptions['log'];
};

/** Webhooks of Neynar (`/`) and of Farcaster clients (`/miniapp`): the signature first, then what they say. A 2xx means that it is durable. */
export function makeHandler({
  verify,
  recordCast,
  recordEngagement,
  miniApp,
  limit,
  log,
}: HooksPorts): (request: Request) => Promise<Response> {
  const record = async (said: Said): Promise<string> => {
    if (said.type === 'other') return 'ignored';
    if (said.type === 'reaction') return recordEngagement(said.event);
    const cast = await recordCast(said.action, said.cast);
    const reply = said.reply ? await recordEngagement(said.reply) : 'ignored';
    return cast === 'ignored' ? reply : cast;
  };
  const receive = route('POST', '/', async ({ request, bytes }) => {
    const body = await bytes();
    if (!(await verify(body, request.headers.get('x-neynar-signature')))) {
      throw new AppError('hooks/bad-signature', 'The webhook is not signed by Neynar.', { status: 401 });
    }
    return { result: await record(parseWebhook(body)) };
  });
  const receiveMiniApp = route('POST', '/miniapp', async ({ request, bytes }) => {
    // Anybody can sign with a key of their own: only the hub knows that it is no client's.
    await limit('client', callerNetwork(request));
    return { result: await miniApp.record(await miniApp.read(await bytes())) };
  });
  return handle({ name: 'hooks', routes: [receive, receiveMiniApp], ...(log && { log }) });
}
