import { ApiError } from '../../lib/api-error.ts';
import { requireSession } from '../../lib/session.ts';
import { supabase, written } from '../../lib/supabase.ts';
import type { Subject } from './moderation-queries.ts';
import type { Reason } from './report-reasons.ts';

const COLUMNS = { take: 'performance_id', chain: 'chain_id', move: 'move_id', verse: 'move_id' } as const;

/**
 * Tells operators what is wrong. The same person reports it once: a second report is as good as the first.
 * @throws ApiError, with words when it was one too many
 */
export async function sendReport({ kind, id }: Pick<Subject, 'kind' | 'id'>, reason: Reason, details: string): Promise<void> {
  await requireSession();
  const report = {
    [COLUMNS[kind]]: id,
    reason,
    ...(details.trim() && { details: details.trim() }),
  };
  try {
    await written(supabase().from('reports').insert(report));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 'database/23505') return;
    if (error.code === 'database/23514') {
      throw new ApiError('moderation/too-many', 'You have sent ten reports within an hour. Try again later.', {
        status: 429,
        retryable: false,
        cause: error,
      });
    }
    throw error;
  }
}
