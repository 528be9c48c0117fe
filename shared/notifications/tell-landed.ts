import type { JobHandler } from '../ops/schema.ts';
import type { TellLanded } from './ports.ts';

/** The worker of `landed` jobs: payload `{user_id}`. Safe to run twice: who was told waits no more. A trade that lands later begins it again. */
export function landedHandler({ tell }: { tell: TellLanded }): JobHandler {
  return async ({ payload }) => {
    await tell((payload as { user_id: string }).user_id);
    return 'done';
  };
}
