import { z } from 'zod';
import type { BlockStore } from './store.ts';

const wish = z.object({ cid: z.string().min(1), name: z.string().max(255).optional() });
type Pin = { requestid: string; cid: string; name: string; created: string; looks: number };

/**
 * IPFS's Pinning Service API as a second place that fetches files by their CID: `POST /pins`, `GET /pins/:requestid`, `DELETE`.
 * It fetches from the store beside it, so a pin is `queued` first and `pinned` at the next look when the store has the file, else
 * `failed`. In memory: a restart forgets.
 */
export function openPinningService(store: BlockStore, token: string) {
  const pins = new Map<string, Pin>();
  const said = async (pin: Pin) => {
    const here = pin.looks > 0 && (await store.open(pin.cid).catch(() => null)) !== null;
    const status = pin.looks === 0 ? 'queued' : here ? 'pinned' : 'failed';
    const { requestid, created, cid, name } = pin;
    return { requestid, status, created, pin: { cid, name, origins: [], meta: {} }, delegates: [], info: {} };
  };
  return async (request: Request, path: string): Promise<Response> => {
    if (request.headers.get('authorization') !== `Bearer ${token}`)
      return Response.json({ error: { reason: 'UNAUTHORIZED' } }, { status: 401 });
    if (request.method === 'POST' && path === '/pins') {
      const parsed = wish.safeParse(await request.json().catch(() => null));
      if (!parsed.success) return Response.json({ error: { reason: 'BAD_REQUEST' } }, { status: 400 });
      const { cid, name = '' } = parsed.data;
      const pin = { requestid: `pin-${pins.size + 1}`, cid, name, created: new Date().toISOString(), looks: 0 };
      pins.set(pin.requestid, pin);
      return Response.json(await said(pin), { status: 202 });
    }
    const pin = pins.get(/^\/pins\/([^/]+)$/.exec(path)?.[1] ?? '');
    if (!pin) return Response.json({ error: { reason: 'NOT_FOUND' } }, { status: 404 });
    if (request.method === 'DELETE') {
      pins.delete(pin.requestid);
      return new Response(null, { status: 202 });
    }
    pin.looks += 1;
    return Response.json(await said(pin));
  };
}
