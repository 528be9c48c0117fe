import { systemClock } from '../_shared/adapters/clock.ts';
import { connectDatabase } from '../_shared/adapters/database.ts';
import { hubAppKeys } from '../_shared/adapters/hub-app-keys.ts';
import { miniAppWebhook } from '../_shared/adapters/miniapp-webhook.ts';
import { readEnv } from '../_shared/env.ts';
import { hmacVerifier } from '../_shared/http/hmac.ts';
import { doorLimiter } from '../_shared/stores/doors.ts';
import { engagementRecorder } from '../_shared/stores/engagement.ts';
import { miniAppEventRecorder } from '../_shared/stores/notification-tokens.ts';
import { castRecorder } from '../_shared/stores/performances.ts';
import { makeHandler } from './handler.ts';

/** The host's global for work that outlives the response. */
declare const EdgeRuntime: { waitUntil: (work: Promise<unknown>) => void };

const env = readEnv(Deno.env.toObject(), [
  'DATABASE_URL',
  'NEYNAR_WEBHOOK_SECRET',
  'APP_URL',
  'HUB_URL',
  'NEYNAR_API_KEY',
  'NOTIFICATION_ORIGINS',
]);
const db = connectDatabase(env.DATABASE_URL);

Deno.serve(
  makeHandler({
    verify: hmacVerifier(env.NEYNAR_WEBHOOK_SECRET),
    recordCast: castRecorder(db, { appUrl: env.APP_URL }),
    recordEngagement: engagementRecorder(db, work => EdgeRuntime.waitUntil(work)),
    miniApp: {
      read: miniAppWebhook({
        findAppKey: hubAppKeys({ url: env.HUB_URL, apiKey: env.NEYNAR_API_KEY }),
        origins: env.NOTIFICATION_ORIGINS,
      }),
      record: miniAppEventRecorder(db),
    },
    limit: doorLimiter(db, systemClock.now),
  }),
);
