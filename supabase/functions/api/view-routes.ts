import { z } from 'zod';
import type { LimitDoor } from '../../../shared/ops/door-limits.ts';
import type { CountView } from '../../../shared/performances/ports.ts';
import { callerNetwork } from '../_shared/http/caller.ts';
import type { RequireSession } from '../_shared/http/require-session.ts';
import { type Route, route } from '../_shared/http/route.ts';

export type ViewDoorPorts = { countView: CountView };

const view = z.object({ performance_id: z.uuid() });

/** A take was watched. Open to everybody; a person counts once a take and day, and so does a browser of a network. */
export function viewRoutes(requireSession: RequireSession, { countView }: ViewDoorPorts, limit: LimitDoor): Route[] {
  return [
    route('POST', '/views', async ({ request, json }) => {
      const network = callerNetwork(request);
      const userId = request.headers.has('authorization') ? (await requireSession(request)).userId : null;
      await limit('view', userId ?? network);
      const visitor = `${network} ${(request.headers.get('user-agent') ?? '').slice(0, 200)}`;
      return { counted: await countView((await json(view)).performance_id, { visitor, userId }) };
    }),
  ];
}
