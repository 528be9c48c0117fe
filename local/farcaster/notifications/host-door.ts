import { z } from 'zod';
import { json, preflight } from '../answers.ts';
import { signEvent, signersOf } from './client-key.ts';
import type { HostMemory } from './host-memory.ts';

/** What Farcaster's clients take; https alone, but for this machine. */
const sending = z.object({
  notificationId: z.string().max(128),
  title: z.string().max(32),
  body: z.string().max(128),
  targetUrl: z
    .string()
    .max(1024)
    .regex(/^https:\/\/|^http:\/\/127\.0\.0\.1[:/]/),
  tokens: z.array(z.string()).max(100),
});
const change = z.object({ fid: z.number().int().positive(), what: z.enum(['add', 'remove', 'enable', 'disable']) });
const fidOf = (url: URL) => z.coerce.number().int().positive().parse(url.searchParams.get('fid'));

const SPACING_MS = 30_000;
const MOST_A_DAY = 100;
const DAY_MS = 86_400_000;
const WAITS_MS = [250, 1_000, 4_000];

export type HostDoorOptions = {
  memory: HostMemory;
  /** Where apps send notifications to: this server's own address. */
  ownUrl: string;
  appUrl: string;
  /** Milliseconds between two notifications of one token; 30 s as clients have it. */
  spacingMs?: number;
};

/**
 * The client's server: `/v1/frame-notifications` for apps, `/v1/onChainSignersByFid` as a hub answers it, and `/_host/…` for the
 * client window. Returns null for any other path.
 */
export function createHostDoor({ memory, ownUrl, appUrl, spacingMs = SPACING_MS }: HostDoorOptions) {
  /** The person waits for the first try only. */
  const tell = async (fid: number, payload: object) => {
    const body = signEvent(fid, payload);
    if (!(await tellOnce(appUrl, body))) void tellLater(appUrl, body);
  };

  const changes = {
    add: async (fid: number) => {
      memory.add(fid);
      const notificationDetails = { url: `${ownUrl}/v1/frame-notifications`, token: memory.enable(fid) };
      await tell(fid, { event: 'miniapp_added', notificationDetails });
      return { notificationDetails };
    },
    remove: async (fid: number) => {
      memory.remove(fid);
      await tell(fid, { event: 'miniapp_removed' });
      return {};
    },
    enable: async (fid: number) => {
      const notificationDetails = { url: `${ownUrl}/v1/frame-notifications`, token: memory.enable(fid) };
      await tell(fid, { event: 'notifications_enabled', notificationDetails });
      return { notificationDetails };
    },
    disable: async (fid: number) => {
      memory.disable(fid);
      await tell(fid, { event: 'notifications_disabled' });
      return {};
    },
  };

  const show = ({ tokens, ...notification }: z.infer<typeof sending>) => {
    const result = { successfulTokens: [] as string[], invalidTokens: [] as string[], rateLimitedTokens: [] as string[] };
    const now = Date.now();
    for (const token of tokens) {
      const fid = memory.ownerOf(token);
      if (fid === null) result.invalidTokens.push(token);
      else if (memory.wasShown(fid, notification.notificationId)) result.successfulTokens.push(token);
      else {
        const times = memory.shownTo(fid).map(each => each.at);
        const isBusy = times.some(at => at > now - spacingMs) || times.filter(at => at > now - DAY_MS).length >= MOST_A_DAY;
        if (!isBusy) memory.show(fid, notification);
        (isBusy ? result.rateLimitedTokens : result.successfulTokens).push(token);
      }
    }
    return { result };
  };

  return async (request: Request): Promise<Response | null> => {
    const url = new URL(request.url);
    const door = `${request.method} ${url.pathname}`;
    if (url.pathname.startsWith('/_host/') && request.method === 'OPTIONS') return preflight();
    try {
      if (door === 'POST /v1/frame-notifications') return json(show(sending.parse(await request.json())));
      if (door === 'GET /v1/onChainSignersByFid') return json(signersOf(fidOf(url)));
      if (door === 'POST /_host/change') {
        const { fid, what } = change.parse(await request.json());
        return json(await changes[what](fid));
      }
      if (door === 'GET /_host/person') {
        const fid = fidOf(url);
        return json({ added: memory.isAdded(fid), notifications: memory.mayNotify(fid), shown: memory.shownTo(fid) });
      }
    } catch (error) {
      if (error instanceof z.ZodError || error instanceof SyntaxError) return json({ errors: [{ message: String(error) }] }, 400);
      throw error;
    }
    return null;
  };
}

/** Posts to the webhook that the app's manifest names. */
async function tellOnce(appUrl: string, body: object): Promise<boolean> {
  try {
    const manifest = (await (await fetch(`${appUrl}/.well-known/farcaster.json`)).json()) as {
      miniapp?: { webhookUrl?: string };
    };
    const webhookUrl = manifest.miniapp?.webhookUrl;
    if (!webhookUrl) return true;
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(webhookUrl, { ...init, signal: AbortSignal.timeout(10_000) });
    await response.arrayBuffer();
    return response.ok || (response.status < 500 && response.status !== 429);
  } catch {
    return false;
  }
}

async function tellLater(appUrl: string, body: object): Promise<void> {
  for (const wait of WAITS_MS) {
    await new Promise(done => setTimeout(done, wait).unref());
    if (await tellOnce(appUrl, body)) return;
  }
}
