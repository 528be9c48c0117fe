import type { JobHandlers } from '../../../shared/ops/schema.ts';
import { systemClock } from '../_shared/adapters/clock.ts';
import { connectDatabase } from '../_shared/adapters/database.ts';
import { readEnv } from '../_shared/env.ts';
import { jobStore } from '../_shared/stores/jobs.ts';
import { makeHandler } from './handler.ts';

const env = readEnv(Deno.env.toObject(), ['DATABASE_URL', 'CRON_SECRET']);
const db = connectDatabase(env.DATABASE_URL);

/** One line a kind of job. */
const handlers: JobHandlers = {};

Deno.serve(
  makeHandler({ store: jobStore(db), clock: systemClock, random: Math.random }, handlers, { cronSecret: env.CRON_SECRET }),
);
