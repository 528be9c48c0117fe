import { baseNodes } from '../_shared/adapters/ask-both.ts';
import { syncChain } from '../_shared/adapters/chain-markets.ts';
import { connectDatabase } from '../_shared/adapters/database.ts';
import { databaseClock } from '../_shared/adapters/database-clock.ts';
import { readEnv } from '../_shared/env.ts';
import { syncStore } from '../_shared/stores/markets.ts';
import { makeHandler } from './handler.ts';

const env = readEnv(Deno.env.toObject(), ['DATABASE_URL', 'CRON_SECRET', 'BASE_RPC_URL'], ['BASE_WITNESS_URL', 'BACKING_POOLS']);
const db = connectDatabase(env.DATABASE_URL);

Deno.serve(
  makeHandler(
    {
      store: syncStore(db),
      chain: syncChain(baseNodes(env), env.BACKING_POOLS),
      clock: databaseClock(db),
      runId: () => crypto.randomUUID(),
    },
    { cronSecret: env.CRON_SECRET },
  ),
);
