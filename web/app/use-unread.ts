import { useQuery, useQueryClient } from '@tanstack/react-query';
import { unreadQuery } from '../features/notifications/unread-query.ts';
import { useBroadcast } from '../lib/realtime.ts';
import { useSession } from '../lib/session.ts';

/** How many notices wait to be read; kept up to date while the app is open. */
export function useUnread(): number {
  const userId = useSession()?.user.id;
  const cache = useQueryClient();
  const { data } = useQuery({ ...unreadQuery(userId ?? ''), enabled: userId !== undefined });
  const readAgain = () => {
    void cache.invalidateQueries({ queryKey: ['notifications', 'unread'] });
    void cache.invalidateQueries({ queryKey: ['launches', 'own'] });
  };
  useBroadcast(userId ? `stage:${userId}` : null, { notice: readAgain }, { onJoin: readAgain });
  return userId === undefined ? 0 : (data ?? 0);
}
