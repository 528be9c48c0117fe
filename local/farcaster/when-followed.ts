import { setTimeout as pause } from 'node:timers/promises';
import type { World } from './world.ts';

const LOOK_MS = 50;

/** Resolves when the app's webhook is told what others do to this person's casts, or after `withinMs`: what is not told is polled. */
export async function whenFollowed(world: Pick<World, 'isFollowed'>, fid: number, withinMs: number): Promise<void> {
  for (const until = Date.now() + withinMs; !(await world.isFollowed(fid)) && Date.now() < until; ) await pause(LOOK_MS);
}
