import { answerMove } from '../../../shared/chains/answer-move.ts';
import type { ChainPorts } from '../../../shared/chains/ports.ts';
import { answerSchema, startSchema } from '../../../shared/chains/schema.ts';
import { startChain } from '../../../shared/chains/start-chain.ts';
import type { LimitDoor } from '../../../shared/ops/door-limits.ts';
import { inkOf } from '../../../shared/performances/ink-of.ts';
import { posterLines } from '../../../shared/performances/poster-lines.ts';
import type { RequireSession } from '../_shared/http/require-session.ts';
import { type Route, route } from '../_shared/http/route.ts';

export type ChainDoorPorts = ChainPorts;

/** Half a minute of pose data, as a camera saw them, before they are rounded. */
const RECORDING_LIMIT = 2 * 1024 * 1024;
const looks = (id: string, title: string) => ({ posterLines: posterLines(title), ink: inkOf(id) });

/** Chains: start a chain, answer a move. */
export function chainRoutes(requireSession: RequireSession, ports: ChainDoorPorts, limit: LimitDoor): Route[] {
  return [
    route('POST', '/chains', async ({ request, json }) => {
      const { userId } = await requireSession(request);
      await limit('move', userId);
      const { chainId, moveId } = await startChain(await json(startSchema, RECORDING_LIMIT), userId, looks, ports);
      return { chain_id: chainId, move_id: moveId };
    }),
    route('POST', '/moves/:moveId/answers', async ({ request, params, json }) => {
      const { userId } = await requireSession(request);
      await limit('move', userId);
      const { chainId, moveId, score } = await answerMove(
        { ...(await json(answerSchema, RECORDING_LIMIT)), moveId: params.moveId },
        userId,
        ports,
      );
      return { chain_id: chainId, move_id: moveId, score };
    }),
  ];
}
