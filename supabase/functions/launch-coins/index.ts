import { baseNodes } from '../_shared/adapters/ask-both.ts';
import { connectDatabase } from '../_shared/adapters/database.ts';
import { databaseClock } from '../_shared/adapters/database-clock.ts';
import { pinata } from '../_shared/adapters/ipfs.ts';
import { SIGNER_VARIABLES, signerFrom } from '../_shared/adapters/signer.ts';
import { witnessedLaunches } from '../_shared/adapters/witnessed-launches.ts';
import { readEnv } from '../_shared/env.ts';
import { launchStore } from '../_shared/stores/launches.ts';
import { makeHandler } from './handler.ts';

const variables = [
  'DATABASE_URL',
  'CRON_SECRET',
  'BASE_RPC_URL',
  'CHAIN_ID',
  'PLATFORM_REFERRER',
  'COIN_FACTORY_ADDRESS',
  'PINATA_API_URL',
  'PINATA_JWT',
  'LAUNCH_LEAD_SECONDS',
  'LAUNCH_MOST_FEE_GWEI',
] as const;
const env = readEnv(Deno.env.toObject(), variables, [...SIGNER_VARIABLES, 'BASE_WITNESS_URL']);
const db = connectDatabase(env.DATABASE_URL);
const signer = signerFrom(env);
const chain = { wallet: signer.address, factory: env.COIN_FACTORY_ADDRESS, chainId: env.CHAIN_ID };

Deno.serve(
  makeHandler(
    {
      store: launchStore(db),
      chain: witnessedLaunches(baseNodes(env), chain),
      sign: signer.sign,
      pin: pinata({ url: env.PINATA_API_URL, jwt: env.PINATA_JWT }),
      clock: databaseClock(db),
      random: Math.random,
    },
    {
      chainId: env.CHAIN_ID,
      factory: env.COIN_FACTORY_ADDRESS,
      platformReferrer: env.PLATFORM_REFERRER,
      leadSeconds: env.LAUNCH_LEAD_SECONDS,
      mostFeeGwei: env.LAUNCH_MOST_FEE_GWEI,
      cronSecret: env.CRON_SECRET,
    },
  ),
);
