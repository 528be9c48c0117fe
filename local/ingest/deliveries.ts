import { castBody, reactionBody } from '../../supabase/functions/_testing/signed-webhook.ts';
import { randomOf } from '../town/random.ts';
import type { Happening } from './history.ts';

/** All that is delivered: everything once, some of it again, in no order. The same seed gives the same list. */
export function deliveriesOf(history: readonly Happening[], count: number, seed: number): Happening[] {
  const random = randomOf(`deliveries ${seed}`);
  const repeats = Array.from({ length: count - history.length }, () => random.pick(history));
  return random.shuffle([...history, ...repeats]);
}

/** A happening as Neynar's webhook words it. */
export function bodyOf(happening: Happening, appUrl: string): object {
  if (happening.type === 'cast') {
    const { hash, fid, at, action, performanceId } = happening;
    return castBody({ fid, hash, at, urls: [`${appUrl}/p/${performanceId}`], ...(action === 'deleted' && { deletedAt: at }) });
  }
  const { action, signal, fid, castHash, replyHash, at, score } = happening.event;
  if (replyHash !== undefined)
    return castBody({
      fid,
      hash: replyHash,
      at,
      parent: castHash,
      text: 'again',
      ...(action === 'deleted' && { deletedAt: at }),
    });
  const kind = signal === 'recast' ? 2 : 1;
  return reactionBody({ fid, castHash, at, kind, deleted: action === 'deleted', ...(score !== null && { score }) });
}
