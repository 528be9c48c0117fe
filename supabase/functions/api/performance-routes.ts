import { z } from 'zod';
import type { LimitDoor } from '../../../shared/ops/door-limits.ts';
import { adoptCast, lookAtCast } from '../../../shared/performances/adopt-cast.ts';
import { changeTake, removeTake } from '../../../shared/performances/change-take.ts';
import { adoptSchema, changeSchema, draftSchema } from '../../../shared/performances/draft-schema.ts';
import { noteCast } from '../../../shared/performances/note-cast.ts';
import { noSuchCast } from '../../../shared/performances/post-errors.ts';
import type { PostPorts } from '../../../shared/performances/post-ports.ts';
import { saveDraft } from '../../../shared/performances/save-draft.ts';
import type { RequireSession } from '../_shared/http/require-session.ts';
import { type Route, route } from '../_shared/http/route.ts';

export type PostDoorPorts = PostPorts & { gatewayUrl: string };

const cast = z.object({ hash: z.string().regex(/^0x[0-9a-fA-F]{40}$/) });

/** What performers do with their takes: keep a draft, say which cast it became, make a take of a cast, change and take down. */
export function performanceRoutes(
  requireSession: RequireSession,
  ports: PostDoorPorts,
  limit: LimitDoor,
  { appUrl }: { appUrl: string },
): Route[] {
  const posting = { appUrl, gatewayUrl: ports.gatewayUrl };
  const caster: RequireSession = async request => {
    const session = await requireSession(request);
    await limit('cast', session.userId);
    return session;
  };
  return [
    route('POST', '/performances', async ({ request, json }) => {
      const { userId } = await requireSession(request);
      return saveDraft(await json(draftSchema), userId, posting, ports);
    }),
    route('POST', '/performances/from-cast', async ({ request, json }) => {
      const who = await caster(request);
      return adoptCast(await json(adoptSchema), who, posting, ports);
    }),
    route('GET', '/performances/from-cast/:hash', async ({ request, params }) => {
      const { fid } = await caster(request);
      if (!cast.safeParse(params).success) throw noSuchCast();
      return lookAtCast(params.hash, fid, ports);
    }),
    route('POST', '/performances/:id/cast', async ({ request, params, json }) => {
      const { fid } = await caster(request);
      return noteCast({ id: params.id.toLowerCase(), fid, ...(await json(cast)) }, posting, ports);
    }),
    route('PATCH', '/performances/:id', async ({ request, params, json }) => {
      const { userId } = await requireSession(request);
      return changeTake(idOf(params.id), userId, await json(changeSchema), ports);
    }),
    route('DELETE', '/performances/:id', async ({ request, params }) => {
      const { userId } = await requireSession(request);
      return removeTake(idOf(params.id), userId, ports);
    }),
  ];
}

/** What is no id names nothing. */
function idOf(text: string): string {
  return z.uuid().safeParse(text).success ? text : '00000000-0000-0000-0000-000000000000';
}
