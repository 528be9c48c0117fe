import { useQuery } from '@tanstack/react-query';
import type { OwnTake } from '../features/launches/launch-queries.ts';
import { StageCoin } from '../features/markets/stage-coin.tsx';
import { peaksQuery } from '../features/performances/peaks-query.ts';
import { StageScore } from './stage-score.tsx';

/** How one of the creator's takes does: its coin when it has one, else its way to the line. */
export function StageTake({ take, onOpen }: { take: OwnTake; onOpen: () => void }) {
  const peaks = useQuery({ ...peaksQuery(take.audioUrl), enabled: take.hasCoin && take.audioUrl !== null }).data;
  if (take.hasCoin) return <StageCoin performanceId={take.id} title={take.title} peaks={peaks} onOpen={onOpen} />;
  return <StageScore performanceId={take.id} title={take.title} castAt={take.castAt} onOpen={onOpen} />;
}
