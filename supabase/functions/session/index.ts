import { connectDatabase } from '../_shared/adapters/database.ts';
import { neynarUsers } from '../_shared/adapters/neynar-users.ts';
import { quickAuth } from '../_shared/adapters/quick-auth.ts';
import { sessionMinter } from '../_shared/adapters/session-token.ts';
import { readEnv } from '../_shared/env.ts';
import { identityStore } from '../_shared/stores/identity.ts';
import { makeHandler } from './handler.ts';

const env = readEnv(Deno.env.toObject(), [
  'SUPABASE_URL',
  'DATABASE_URL',
  'SESSION_SIGNING_KEY',
  'APP_URL',
  'QUICK_AUTH_ORIGIN',
  'NEYNAR_API_URL',
  'NEYNAR_API_KEY',
]);

Deno.serve(
  makeHandler({
    verifyToken: quickAuth({ origin: env.QUICK_AUTH_ORIGIN, domain: new URL(env.APP_URL).host }),
    findProfile: neynarUsers({ url: env.NEYNAR_API_URL, apiKey: env.NEYNAR_API_KEY }),
    ...identityStore(connectDatabase(env.DATABASE_URL)),
    mintSession: sessionMinter({
      supabaseUrl: env.SUPABASE_URL,
      signingKey: env.SESSION_SIGNING_KEY,
      now: Date.now,
      sessionId: () => crypto.randomUUID(),
    }),
  }),
);
