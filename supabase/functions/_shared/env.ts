import { z } from 'zod';
import type { Backing } from '../../../shared/markets/coin-facts.ts';
import type { KeySecret } from '../../../shared/premium/wrap-key.ts';
import { ANCHOR_NAMES, RECORD_KINDS } from '../../../shared/provenance/schema.ts';

const origin = z.url({ protocol: /^https?$/ }).transform(url => url.replace(/\/+$/, ''));
const origins = z
  .string()
  .transform(list => list.split(',').map(url => url.trim()))
  .pipe(z.array(origin).min(1));
const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/, 'not an address') as z.ZodType<`0x${string}`>;
const secret = z.string().min(16, 'too short for a secret');

/** Secrets by name, `name:base64`, separated by commas; each is 32 bytes. */
const keySecrets = z
  .string()
  .regex(/^[a-z0-9-]{1,20}:[A-Za-z0-9+/]{43}=(,[a-z0-9-]{1,20}:[A-Za-z0-9+/]{43}=)*$/, 'not name:base64 of 32 bytes')
  .transform(list =>
    list.split(',').map((entry): KeySecret => {
      const [id = '', text = ''] = entry.split(':');
      return { id, secret: Uint8Array.from(atob(text), letter => letter.charCodeAt(0)) };
    }),
  )
  .refine(secrets => new Set(secrets.map(({ id }) => id)).size === secrets.length, 'names a secret twice')
  .transform(([first, ...others]) => [first as KeySecret, ...others] as const);

/** A private ES256 key as JWK, with the `kid` under which its public half is in the JWKS. */
const signingKey = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue('not JSON');
      return z.NEVER;
    }
  })
  .pipe(
    z.object({
      kty: z.literal('EC'),
      crv: z.literal('P-256'),
      x: z.string(),
      y: z.string(),
      d: z.string(),
      kid: z.string().min(1),
    }),
  );

/**
 * `currency:pool:against` for each currency that coins are paired with and that is no coin of Zora's; a pool of Uniswap v4 by its
 * id, one of v3 by its address.
 */
const backingPools = z
  .string()
  .regex(/^(0x[0-9a-fA-F]{40}:(0x[0-9a-fA-F]{40}|0x[0-9a-fA-F]{64}):0x[0-9a-fA-F]{40}(,|$))+$/, 'not currency:pool:against')
  .transform(list =>
    list
      .toLowerCase()
      .split(',')
      .map((entry): Backing => {
        const [currency, pool, against] = entry.split(':') as [`0x${string}`, `0x${string}`, `0x${string}`];
        const byId = pool.length === 66;
        // Uniswap orders the two tokens of a pool by their addresses.
        return { currency, against, poolId: byId ? pool : null, poolAddress: byId ? null : pool, isToken0: currency < against };
      }),
  );

/** Anchors of records, each with the kinds that it takes, `name` or `name:kind+kind`: all kinds when it names none. */
const anchorChoices = z
  .string()
  .transform(list =>
    list.split(',').map(entry => {
      const [anchor, kinds] = entry.trim().split(':');
      return { anchor, kinds: kinds?.split('+') ?? RECORD_KINDS };
    }),
  )
  .pipe(z.array(z.object({ anchor: z.enum(ANCHOR_NAMES), kinds: z.array(z.enum(RECORD_KINDS)).min(1) })).min(1))
  .refine(choices => new Set(choices.map(({ anchor }) => anchor)).size === choices.length, 'names an anchor twice');

/** Every variable that an edge function may read. `.env.example` explains them and is tested to hold exactly these. */
export const envSchema = z.object({
  SUPABASE_URL: origin,
  // The host's own value of this kind logs in as postgres, whom row level security does not bind: better no start than that.
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\/gigavibe_functions[.:@]/, 'not the role gigavibe_functions'),
  SESSION_SIGNING_KEY: signingKey,
  CRON_SECRET: secret,
  APP_URL: origin,
  QUICK_AUTH_ORIGIN: origin,
  NEYNAR_API_URL: origin,
  NEYNAR_API_KEY: z.string().min(1),
  NEYNAR_WEBHOOK_SECRET: secret,
  NEYNAR_WEBHOOK_ID: z.string().min(1),
  NEYNAR_DAILY_CREDITS: z.coerce.number().int().nonnegative(),
  HUB_URL: origin,
  NOTIFICATION_ORIGINS: origins,
  BASE_RPC_URL: origin,
  BASE_WITNESS_URL: origin,
  CHAIN_ID: z.coerce.number().int().positive(),
  LAUNCH_SIGNER_URL: origin,
  LAUNCH_SIGNER_TOKEN: secret,
  LAUNCH_WALLET_ADDRESS: address,
  LAUNCH_WALLET_PRIVATE_KEY: z.string().regex(/^0x[0-9a-fA-F]{64}$/, 'not a private key') as z.ZodType<`0x${string}`>,
  PLATFORM_REFERRER: address,
  COIN_FACTORY_ADDRESS: address,
  ETH_USD_FEED_ADDRESS: address,
  BACKING_POOLS: backingPools,
  WORKER_POLL_MS: z.coerce.number().int().positive(),
  ZORA_API_URL: origin,
  ZORA_API_KEY: z.string().min(1),
  PINATA_API_URL: origin,
  PINATA_FILES_URL: origin,
  PINATA_JWT: z.string().min(1),
  SECOND_PIN_URL: origin,
  SECOND_PIN_TOKEN: z.string().min(1),
  IPFS_GATEWAY_URLS: origins,
  MEDIA_KEY_SECRETS: keySecrets,
  LAUNCH_LEAD_SECONDS: z.coerce.number().int().nonnegative(),
  LAUNCH_MOST_FEE_GWEI: z.coerce.number().positive().max(1_000),
  CONSENT_HOURS: z.coerce.number().positive(),
  RECORDS_ANCHORS: anchorChoices,
  RECORDS_WALLET_PRIVATE_KEY: z.string().regex(/^0x[0-9a-fA-F]{64}$/, 'not a private key') as z.ZodType<`0x${string}`>,
  RECORDS_BATCH_SECONDS: z.coerce.number().int().nonnegative(),
  RECORDS_FROM_BLOCK: z.coerce.bigint().nonnegative(),
  TABLELAND_CHAIN_ID: z.coerce.number().int().positive(),
  TABLELAND_CONTRACT_ADDRESS: address,
  TABLELAND_RPC_URL: origin,
  TABLELAND_PRIVATE_KEY: z.string().regex(/^0x[0-9a-fA-F]{64}$/, 'not a private key') as z.ZodType<`0x${string}`>,
  TABLELAND_VALIDATOR_URL: origin,
  TABLELAND_FROM_BLOCK: z.coerce.bigint().nonnegative(),
});

export type Env = z.infer<typeof envSchema>;

/**
 * The named variables, parsed; a function asks for what it uses and gets no more. Those that are `optional` may be missing or empty.
 * @throws Error that lists every missing or malformed variable at once, never a value.
 */
export function readEnv<const Key extends keyof Env, const Optional extends keyof Env = never>(
  source: Record<string, string | undefined>,
  keys: readonly Key[],
  optional: readonly Optional[] = [],
): Pick<Env, Key> & Partial<Pick<Env, Optional>> {
  const wrong: string[] = [];
  const read: Record<string, unknown> = {};
  for (const key of [...keys, ...optional]) {
    const text = source[key];
    if (text === undefined || text === '') {
      if (!(optional as readonly string[]).includes(key)) wrong.push(`${key} is missing`);
      continue;
    }
    const parsed = envSchema.shape[key].safeParse(text);
    if (parsed.success) read[key] = parsed.data;
    else wrong.push(`${key}: ${parsed.error.issues.map(issue => issue.message).join(', ')}`);
  }
  if (wrong.length > 0) throw new Error(`The environment is incomplete:\n- ${wrong.join('\n- ')}`);
  return read as Pick<Env, Key> & Partial<Pick<Env, Optional>>;
}
