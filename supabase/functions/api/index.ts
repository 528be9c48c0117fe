import { chainClient } from '../_shared/adapters/chain-client.ts';
import { consentVerifier } from '../_shared/adapters/chain-signatures.ts';
import { systemClock } from '../_shared/adapters/clock.ts';
import { connectDatabase } from '../_shared/adapters/database.ts';
import { zoraQuotes } from '../_shared/adapters/zora.ts';
import { readEnv } from '../_shared/env.ts';
import { sessionVerifier } from '../_shared/http/require-session.ts';
import { consentStore } from '../_shared/stores/launches-consent.ts';
import { makeHandler } from './handler.ts';

const env = readEnv(Deno.env.toObject(), [
  'SUPABASE_URL',
  'DATABASE_URL',
  'BASE_RPC_URL',
  'CHAIN_ID',
  'COIN_FACTORY_ADDRESS',
  'CONSENT_HOURS',
  'ZORA_API_URL',
  'ZORA_API_KEY',
]);

Deno.serve(
  makeHandler(
    {
      requireSession: sessionVerifier({ supabaseUrl: env.SUPABASE_URL }),
      consent: {
        store: consentStore(connectDatabase(env.DATABASE_URL)),
        verify: consentVerifier(chainClient(env.BASE_RPC_URL)),
        now: systemClock.now,
      },
      askQuote: zoraQuotes({ url: env.ZORA_API_URL, apiKey: env.ZORA_API_KEY }),
    },
    { chainId: env.CHAIN_ID, factory: env.COIN_FACTORY_ADDRESS, consentHours: env.CONSENT_HOURS },
  ),
);
