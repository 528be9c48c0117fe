import { checkOriginal, type Words } from './keep-take.ts';
import { noSuchTake } from './post-errors.ts';
import type { PostPorts } from './post-ports.ts';
import { posterLines } from './poster-lines.ts';

/** Changes the words of a take. What was cast and what a coin says of it stay as they were. @throws AppError 404 */
export async function changeTake(
  id: string,
  userId: string,
  change: { [K in keyof Words]?: Words[K] | undefined },
  ports: PostPorts,
): Promise<{ id: string }> {
  await checkOriginal(change.remix_of, id, ports);
  const changed = await ports.change(id, userId, {
    ...(change.title !== undefined && { title: change.title, posterLines: posterLines(change.title) }),
    ...(change.kind !== undefined && { kind: change.kind }),
    ...(change.ink && { ink: change.ink }),
    ...(change.language !== undefined && { language: change.language }),
    ...(change.remix_of !== undefined && { remixOf: change.remix_of }),
  });
  if (!changed) throw noSuchTake();
  return { id };
}

/** Takes a take down for good. @throws AppError 404 */
export async function removeTake(id: string, userId: string, ports: Pick<PostPorts, 'remove'>): Promise<{ removed: string }> {
  if (!(await ports.remove(id, userId))) throw noSuchTake();
  return { removed: id };
}
