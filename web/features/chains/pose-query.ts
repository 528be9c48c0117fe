import { queryOptions } from '@tanstack/react-query';
import { MOST_POSE_BYTES, readPose } from '../../../shared/chains/pose.ts';
import { ApiError } from '../../lib/api-error.ts';
import { verifiedBlocks } from '../../lib/verified-blocks.ts';

/** A move's pose data, and how long it is. */
export type Danced = { cid: string; ms: number };

/** The pose data of a move, from IPFS: what does not hash to its name is not shown. */
export function poseQuery({ cid }: Danced) {
  return queryOptions({
    queryKey: ['chains', 'pose', cid],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const bytes = await verifiedBlocks()(cid).catch(() => null);
      if (bytes === null || bytes.length > MOST_POSE_BYTES)
        throw new ApiError('chains/no-pose', 'The recording cannot be fetched from IPFS right now. Try again in a moment.', {
          status: 503,
          retryable: true,
        });
      return readPose(JSON.parse(new TextDecoder().decode(bytes)));
    },
  });
}
