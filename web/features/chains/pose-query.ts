import { queryOptions } from '@tanstack/react-query';
import { MOST_POSE_BYTES, readPose, slicePose } from '../../../shared/chains/pose.ts';
import { metadataCid } from '../../../shared/launches/metadata-cid.ts';
import { ApiError } from '../../lib/api-error.ts';
import { env } from '../../lib/env.ts';

export type Danced = { cid: string; fromMs: number; toMs: number };

/** The pose data of a move, from IPFS: what does not hash to its name is not shown. */
export function poseQuery({ cid, fromMs, toMs }: Danced) {
  return queryOptions({
    queryKey: ['chains', 'pose', cid, fromMs, toMs],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const response = await fetch(`${env().ipfsGatewayUrl}/ipfs/${cid}?format=raw`, { signal });
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (!response.ok || bytes.length > MOST_POSE_BYTES || (await metadataCid(bytes)) !== cid)
        throw new ApiError('chains/no-pose', 'The recording cannot be fetched from IPFS right now. Try again in a moment.', { status: 503, retryable: true });
      return slicePose(readPose(JSON.parse(new TextDecoder().decode(bytes))), fromMs, toMs);
    },
  });
}
