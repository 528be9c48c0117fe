import { noticeHandler } from '../../../shared/notifications/send-notices.ts';
import type { JobHandlers } from '../../../shared/ops/schema.ts';
import { systemClock } from '../_shared/adapters/clock.ts';
import { connectDatabase } from '../_shared/adapters/database.ts';
import { hostNotifications } from '../_shared/adapters/host-notifications.ts';
import { readEnv } from '../_shared/env.ts';
import { judgeHandler } from '../_shared/stores/engagement-judging.ts';
import { jobStore } from '../_shared/stores/jobs.ts';
import { noticeStore } from '../_shared/stores/notifications.ts';
import { makeHandler } from './handler.ts';

const env = readEnv(Deno.env.toObject(), ['DATABASE_URL', 'CRON_SECRET', 'APP_URL', 'CONSENT_HOURS', 'NOTIFICATION_ORIGINS']);
const db = connectDatabase(env.DATABASE_URL);

/** One line a kind of job. */
const handlers: JobHandlers = {
  judge: judgeHandler(db, systemClock),
  notice: noticeHandler(
    { store: noticeStore(db), send: hostNotifications({ origins: env.NOTIFICATION_ORIGINS }), now: systemClock.now },
    { appUrl: env.APP_URL, consentHours: env.CONSENT_HOURS },
  ),
};

Deno.serve(
  makeHandler({ store: jobStore(db), clock: systemClock, random: Math.random }, handlers, { cronSecret: env.CRON_SECRET }),
);
