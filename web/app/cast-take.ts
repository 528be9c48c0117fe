import { noteCast } from '../features/performances/post/post-calls.ts';
import { composeCast, haptic } from '../lib/host-actions.ts';
import { takeUrl } from './cast-actions.ts';

/** Opens the composer on the cast of one's own take. Resolves to the cast's hash, or null as `composeCast` does. */
export async function castTake(id: string, text: string): Promise<string | null> {
  const hash = await composeCast({ text, embeds: [takeUrl(id)] });
  if (hash !== null) {
    haptic('success');
    // The webhook tells it as well; whichever is first.
    await noteCast(id, hash).catch(() => undefined);
  }
  return hash;
}
