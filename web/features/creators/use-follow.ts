import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { haptic } from '../../lib/host-actions.ts';
import { requireSession, useSession } from '../../lib/session.ts';
import { supabase, written, writtenOnce } from '../../lib/supabase.ts';
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
        const follows = supabase().from('follows');
        await (follow
          ? writtenOnce(follows.insert({ creator_id: creatorId }))
          : written(follows.delete().eq('creator_id', creatorId)));
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
