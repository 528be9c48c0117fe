import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { ChainMilestone } from '../features/chains/chain-milestone.tsx';
import { ownChainQuery } from '../features/chains/own-chain-query.ts';
import { Milestones } from '../features/markets/milestones.tsx';
import { useBroadcast } from '../lib/realtime.ts';

/** On a creator's stage: what their coins reached, and their longest chain. */
export function StageMilestones({ userId }: { userId: string }) {
  const navigate = useNavigate();
  const cache = useQueryClient();
  const { data: chain } = useQuery(ownChainQuery(userId));
  const readAgain = () => void cache.invalidateQueries({ queryKey: ownChainQuery(userId).queryKey });
  useBroadcast(`stage:${userId}`, { notice: readAgain }, { onJoin: readAgain });
  const ofChain = chain !== undefined && (
    <ChainMilestone chain={chain} onOpen={() => void navigate(chain ? `/chains/${chain.id}` : '/chains')} />
  );
  return <Milestones userId={userId} further={ofChain} alone={Boolean(chain)} />;
}
