import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError } from '../../lib/api-error.ts';
import { haptic } from '../../lib/host-actions.ts';
import { requireSession, useSession } from '../../lib/session.ts';
import { supabase, written } from '../../lib/supabase.ts';
import { followedQuery, followersQuery } from './follow-queries.ts';

/** Follows a creator or stops, shown at once and taken back when it fails. Somebody who is not signed in signs in first. */
export function useFollow(creatorId: string) {
  const cache = useQueryClient();
  const userId = useSession()?.user.id;
  const { data } = useQuery({ ...followedQuery(userId ?? ''), enabled: userId !== undefined });
  const follows = data?.has(creatorId) ?? false;

  const show = (viewer: string, follow: boolean) => {
    const followed = followedQuery(viewer).queryKey;
    const followers = followersQuery(creatorId).queryKey;
    const before = cache.getQueryData(followed);
    if (before?.has(creatorId) === follow) return;
    const next = new Set(before);
    if (follow) next.add(creatorId);
    else next.delete(creatorId);
    cache.setQueryData(followed, next);
    cache.setQueryData(followers, count => (count === undefined ? count : Math.max(0, count + (follow ? 1 : -1))));
  };

  const change = useMutation({
    mutationFn: async (follow: boolean) => {
      const { user } = await requireSession();
      // Whom a person follows is known before it is changed: the button that they pressed may be older than their session.
      await cache.ensureQueryData(followedQuery(user.id));
      show(user.id, follow);
      try {
        await (follow ? begin(creatorId) : written(supabase().from('follows').delete().eq('creator_id', creatorId)));
      } catch (error) {
        show(user.id, !follow);
        throw error;
      }
      haptic('light');
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: ['performances', 'feed', 'for-you'], refetchType: 'none' }),
  });
  return { follows, isSelf: userId === creatorId, change };
}

/** To follow twice, on two devices, is to follow. */
async function begin(creatorId: string): Promise<void> {
  await written(supabase().from('follows').insert({ creator_id: creatorId })).catch(error => {
    if (!(error instanceof ApiError && error.code === 'database/23505')) throw error;
  });
}
