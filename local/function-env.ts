import { functionsDatabaseUrl, type LocalConfig, urlOf } from './config.ts';
import type { LocalKeys } from './supabase/keys.ts';

/** Keys that this world's stand-ins accept. They open nothing outside of this machine. */
export const LOCAL_SECRETS = {
  neynarApiKey: 'local-neynar-api-key',
  neynarWebhookSecret: 'local-neynar-webhook-secret',
  zoraApiKey: 'local-zora-api-key',
  pinataJwt: 'local-pinata-jwt',
  secondPinToken: 'local-second-pin-token',
};

export type ChainFacts = {
  factory: string;
  ethUsdFeed: string;
  launchWalletKey: string;
  recordsKey: string;
  platformReferrer: string;
};

/** The environment of the edge functions, as an operator would set it on the host: see `.env.example`. */
export function functionEnv(config: LocalConfig, keys: LocalKeys, chain: ChainFacts): Record<string, string> {
  return {
    SUPABASE_URL: urlOf(config, 'gateway'),
    DATABASE_URL: functionsDatabaseUrl(config),
    SESSION_SIGNING_KEY: JSON.stringify(keys.signingKey),
    CRON_SECRET: keys.cronSecret,
    APP_URL: urlOf(config, 'web'),
    QUICK_AUTH_ORIGIN: urlOf(config, 'quickAuth'),
    NEYNAR_API_URL: urlOf(config, 'neynar'),
    NEYNAR_API_KEY: LOCAL_SECRETS.neynarApiKey,
    NEYNAR_WEBHOOK_SECRET: LOCAL_SECRETS.neynarWebhookSecret,
    NEYNAR_WEBHOOK_ID: 'local-webhook',
    NEYNAR_DAILY_CREDITS: '1000000',
    HUB_URL: urlOf(config, 'neynar'),
    NOTIFICATION_ORIGINS: urlOf(config, 'neynar'),
    BASE_RPC_URL: urlOf(config, 'chain'),
    // The only chain there is bears itself out: so the way over two nodes is gone here, too.
    BASE_WITNESS_URL: urlOf(config, 'chain'),
    CHAIN_ID: '8453',
    LAUNCH_WALLET_PRIVATE_KEY: chain.launchWalletKey,
    PLATFORM_REFERRER: chain.platformReferrer,
    COIN_FACTORY_ADDRESS: chain.factory,
    ETH_USD_FEED_ADDRESS: chain.ethUsdFeed,
    ZORA_API_URL: urlOf(config, 'zora'),
    ZORA_API_KEY: LOCAL_SECRETS.zoraApiKey,
    PINATA_API_URL: urlOf(config, 'ipfs'),
    PINATA_FILES_URL: urlOf(config, 'ipfs'),
    PINATA_JWT: LOCAL_SECRETS.pinataJwt,
    SECOND_PIN_URL: `${urlOf(config, 'ipfs')}/psa`,
    SECOND_PIN_TOKEN: LOCAL_SECRETS.secondPinToken,
    IPFS_GATEWAY_URLS: urlOf(config, 'ipfs'),
    MEDIA_KEY_SECRETS: `local:${keys.mediaSecret}`,
    LAUNCH_LEAD_SECONDS: '5',
    LAUNCH_MOST_FEE_GWEI: '20',
    CONSENT_HOURS: '24',
    RECORDS_ANCHORS: 'registry,eas:chain',
    RECORDS_WALLET_PRIVATE_KEY: chain.recordsKey,
    RECORDS_BATCH_SECONDS: '20',
    RECORDS_FROM_BLOCK: '0',
  };
}
