import { baseNodes } from '../_shared/adapters/ask-both.ts';
import { textVerifier } from '../_shared/adapters/chain-signatures.ts';
import { connectDatabase } from '../_shared/adapters/database.ts';
import { doorClock } from '../_shared/adapters/database-clock.ts';
import { neynarUsers } from '../_shared/adapters/neynar-users.ts';
import { quickAuth } from '../_shared/adapters/quick-auth.ts';
import { hashOf, newNonce, newSecret } from '../_shared/adapters/secrets.ts';
import { sessionMinter } from '../_shared/adapters/session-token.ts';
import { readEnv } from '../_shared/env.ts';
import { sessionVerifier } from '../_shared/http/require-session.ts';
import { doorLimiter } from '../_shared/stores/doors.ts';
import { identityStore } from '../_shared/stores/identity.ts';
import { sessionStore } from '../_shared/stores/identity-sessions.ts';
import { nonceStore, walletUsers } from '../_shared/stores/identity-wallets.ts';
import { makeHandler } from './handler.ts';

const env = readEnv(
  Deno.env.toObject(),
  [
    'SUPABASE_URL',
    'DATABASE_URL',
    'SESSION_SIGNING_KEY',
    'APP_URL',
    'QUICK_AUTH_ORIGIN',
    'NEYNAR_API_URL',
    'NEYNAR_API_KEY',
    'BASE_RPC_URL',
    'CHAIN_ID',
  ],
  ['BASE_WITNESS_URL'],
);
const db = connectDatabase(env.DATABASE_URL);
const clock = doorClock(db);
const { now } = clock;

const answer = makeHandler(
  {
    verifyToken: quickAuth({ origin: env.QUICK_AUTH_ORIGIN, domain: new URL(env.APP_URL).host, now }),
    findProfile: neynarUsers({ url: env.NEYNAR_API_URL, apiKey: env.NEYNAR_API_KEY }),
    ...identityStore(db),
    ...sessionStore(db),
    ...nonceStore(db, now),
    userOfWallet: walletUsers(db),
    verifyText: textVerifier(baseNodes(env)),
    requireSession: sessionVerifier({ supabaseUrl: env.SUPABASE_URL, now }),
    mintToken: sessionMinter({ supabaseUrl: env.SUPABASE_URL, signingKey: env.SESSION_SIGNING_KEY, now }),
    limit: doorLimiter(db, now),
    newSecret,
    newNonce,
    hashOf,
    newId: () => crypto.randomUUID(),
    now,
  },
  { appUrl: env.APP_URL, chainId: env.CHAIN_ID },
);

Deno.serve(async request => {
  await clock.look();
  return answer(request);
});
