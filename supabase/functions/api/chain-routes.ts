import { z } from 'zod';
import { answerMove } from '../../../shared/chains/answer-move.ts';
import { keepPose } from '../../../shared/chains/keep-pose.ts';
import type { ChainPorts } from '../../../shared/chains/ports.ts';
import { answerSchema, startSchema } from '../../../shared/chains/schema.ts';
import { startChain } from '../../../shared/chains/start-chain.ts';
import { inkOf } from '../../../shared/performances/ink-of.ts';
import { posterLines } from '../../../shared/performances/poster-lines.ts';
import type { RequireSession } from '../_shared/http/require-session.ts';
import { type Route, route } from '../_shared/http/route.ts';

export type ChainDoorPorts = ChainPorts;

/** Pose data of half a minute, as a camera saw them, before they are rounded. */
const POSE_BODY_LIMIT = 2 * 1024 * 1024;
const looks = (id: string, title: string) => ({ posterLines: posterLines(title), ink: inkOf(id) });

/** Chains: bring pose data, start a chain, answer a move. */
export function chainRoutes(requireSession: RequireSession, ports: ChainDoorPorts): Route[] {
  return [
    route('POST', '/poses', async ({ request, json }) => {
      const { userId } = await requireSession(request);
      const { cid, frames, durationMs } = await keepPose(await json(z.unknown(), POSE_BODY_LIMIT), userId, ports);
      return { cid, frames, duration_ms: durationMs };
    }),
    route('POST', '/chains', async ({ request, json }) => {
      const { userId } = await requireSession(request);
      const { chainId, moveId } = await startChain(await json(startSchema), userId, looks, ports);
      return { chain_id: chainId, move_id: moveId };
    }),
    route('POST', '/moves/:moveId/answers', async ({ request, params, json }) => {
      const { userId } = await requireSession(request);
      const { chainId, moveId, score } = await answerMove(
        { ...(await json(answerSchema)), moveId: params.moveId },
        userId,
        ports,
      );
      return { chain_id: chainId, move_id: moveId, score };
    }),
  ];
}
