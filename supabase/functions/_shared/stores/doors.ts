import { AppError } from '../../../../shared/kernel/app-error.ts';
import { DOOR_LIMITS, type LimitDoor } from '../../../../shared/ops/door-limits.ts';
import type { Database } from '../adapters/database.ts';

/** Counts who uses a door how often, on Postgres, so that it holds whichever isolate answers. `now` gives Unix ms. */
export function doorLimiter(db: Database, now: () => number): LimitDoor {
  return async (door, who, weight = 1) => {
    const { most, seconds } = DOOR_LIMITS[door];
    const [row] = await db<{ wait: number }[]>`
      select private.use_door(${door}, ${who}, ${most}, ${seconds}, ${new Date(now())}, ${weight}) as wait`;
    const wait = row?.wait ?? 0;
    if (wait === 0) return;
    throw new AppError('ops/too-many', `That was a lot at once. Please try again in ${waitWords(wait)}.`, {
      status: 429,
      retryable: true,
      facts: { door, retryAfterMs: wait * 1000 },
    });
  };
}

function waitWords(seconds: number): string {
  const [count, unit] =
    seconds > 7_200 ? [seconds / 3_600, 'hour'] : seconds > 120 ? [seconds / 60, 'minute'] : [seconds, 'second'];
  return `${Math.ceil(count)} ${unit}${count > 1 ? 's' : ''}`;
}
