import * as z from 'zod/mini';

const url = z.url({ protocol: /^https?$/ });
const schema = z.object({
  VITE_SUPABASE_URL: url,
  VITE_SUPABASE_PUBLISHABLE_KEY: z.string().check(z.minLength(1)),
  VITE_QUICK_AUTH_ORIGIN: url,
  VITE_BASE_RPC_URL: url,
  VITE_APP_URL: url,
  VITE_IPFS_GATEWAY_URLS: z.string().check(z.regex(/^https?:\/\/\S+$/)),
  VITE_ETH_USD_FEED_ADDRESS: z.string().check(z.regex(/^0x[0-9a-fA-F]{40}$/)),
  VITE_POSE_MODEL_URL: z.optional(z.union([z.literal(''), url])),
  VITE_POSE_MODEL_HASH: z.optional(z.string().check(z.regex(/^([0-9a-f]{64})?$/))),
});

export type WebEnv = {
  supabaseUrl: string;
  supabaseKey: string;
  quickAuthOrigin: string;
  baseRpcUrl: string;
  appUrl: string;
  /** In the order in which they are asked. */
  ipfsGateways: string[];
  ethUsdFeedAddress: `0x${string}`;
  /** The model that sees bodies in a film, and the sha256 of its bytes; null where none is configured. */
  poseModel: { url: string; sha256: string } | null;
};

const bare = (value: string): string => value.replace(/\/+$/, '');

/**
 * What the build was told about the world outside. URLs come without a slash at the end.
 * @throws Error that names every variable that is missing or malformed.
 */
export function parseEnv(source: Record<string, unknown>): WebEnv {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The app was built without what it needs:\n${faults.join('\n')}`);
  }
  const data = parsed.data;
  return {
    supabaseUrl: bare(data.VITE_SUPABASE_URL),
    supabaseKey: data.VITE_SUPABASE_PUBLISHABLE_KEY,
    quickAuthOrigin: bare(data.VITE_QUICK_AUTH_ORIGIN),
    baseRpcUrl: data.VITE_BASE_RPC_URL,
    appUrl: bare(data.VITE_APP_URL),
    ipfsGateways: data.VITE_IPFS_GATEWAY_URLS.split(',').map(bare),
    ethUsdFeedAddress: data.VITE_ETH_USD_FEED_ADDRESS as `0x${string}`,
    poseModel: modelOf(data.VITE_POSE_MODEL_URL, data.VITE_POSE_MODEL_HASH),
  };
}

/** An address without a hash is no model: what it gives could be anything. */
function modelOf(address = '', sha256 = ''): WebEnv['poseModel'] {
  if (Boolean(address) !== Boolean(sha256))
    throw new Error('VITE_POSE_MODEL_URL and VITE_POSE_MODEL_HASH are given together, or neither.');
  return address ? { url: address, sha256 } : null;
}

let parsedOnce: WebEnv | undefined;

/** The parsed environment of this build. Parsed at the first call, so that importing a module never fails. */
export function env(): WebEnv {
  parsedOnce ??= parseEnv(import.meta.env);
  return parsedOnce;
}
