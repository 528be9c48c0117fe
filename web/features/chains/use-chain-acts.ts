import { useMutation, useQueryClient } from '@tanstack/react-query';
import { followChain, vote } from './act-on-chain.ts';

/** What a viewer does to a chain from its page: gives its moves their vote, and follows it. Chains are read again afterwards. */
export function useChainActs(chainId: string) {
  const cache = useQueryClient();
  const again = () => cache.invalidateQueries({ queryKey: ['chains'] });
  const voting = useMutation({
    mutationFn: ({ move, wants }: { move: string; wants: boolean }) => vote(move, wants),
    onSettled: again,
  });
  const following = useMutation({ mutationFn: (wants: boolean) => followChain(chainId, wants), onSettled: again });
  return {
    vote: (move: string, wants: boolean) => voting.mutate({ move, wants }),
    /** Nothing while the one before is on its way. */
    follow: (wants: boolean) => {
      if (!following.isPending) following.mutate(wants);
    },
    error: voting.error ?? following.error,
  };
}
