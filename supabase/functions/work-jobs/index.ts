import { poseHandler } from '../../../shared/chains/end-pose.ts';
import { refitHandler } from '../../../shared/engagement/refit/refit-handler.ts';
import { withFallback } from '../../../shared/hearing/fall-back.ts';
import { filtersHandler } from '../../../shared/hearing/keep-filters.ts';
import type { RecordFound } from '../../../shared/hearing/ports.ts';
import { checkHandler } from '../../../shared/media/check-upload.ts';
import { rightsHandler } from '../../../shared/moderation/check-rights.ts';
import { noticeHandler } from '../../../shared/notifications/send-notices.ts';
import { fansHandler } from '../../../shared/notifications/tell-fans.ts';
import { landedHandler } from '../../../shared/notifications/tell-landed.ts';
import { watchersHandler } from '../../../shared/notifications/tell-watchers.ts';
import type { JobHandlers } from '../../../shared/ops/schema.ts';
import { turnedDown } from '../_shared/adapters/chain-turned-down.ts';
import { connectDatabase } from '../_shared/adapters/database.ts';
import { databaseClock } from '../_shared/adapters/database-clock.ts';
import { hostNotifications } from '../_shared/adapters/host-notifications.ts';
import { hubCasts } from '../_shared/adapters/hub-casts.ts';
import { ipfsBlocks } from '../_shared/adapters/ipfs-blocks.ts';
import { ipfsSounds } from '../_shared/adapters/ipfs-sounds.ts';
import { neynarCasts } from '../_shared/adapters/neynar-casts.ts';
import { neynarFilters } from '../_shared/adapters/neynar-filters.ts';
import { pinataFiles } from '../_shared/adapters/pinata-files.ts';
import { pinningService } from '../_shared/adapters/pinning-service.ts';
import { safeBlock } from '../_shared/adapters/safe-block.ts';
import { soundDecoders } from '../_shared/adapters/sound-decoders.ts';
import { readEnv } from '../_shared/env.ts';
import { poseStore } from '../_shared/stores/chain-poses.ts';
import { judgeHandler } from '../_shared/stores/engagement-judging.ts';
import { refitStore } from '../_shared/stores/engagement-refit.ts';
import { refoldHandler } from '../_shared/stores/engagement-refolding.ts';
import { creatorStore, creditBudget, sourceHealthStore } from '../_shared/stores/hearing-sources.ts';
import { jobHolder, jobStore } from '../_shared/stores/jobs.ts';
import { mediaStore } from '../_shared/stores/media.ts';
import { fansTeller, noticeStore, watcherTeller } from '../_shared/stores/notifications.ts';
import { castRecorder } from '../_shared/stores/performances.ts';
import { rightsStore } from '../_shared/stores/rights.ts';
import { watchStore } from '../_shared/stores/trade-watches.ts';
import { makeHandler } from './handler.ts';
import { hearingHandlers } from './hearing-handlers.ts';
import { RECORD_OPTIONS, recordHandlers } from './record-handlers.ts';

/** The host's global for work that outlives the response. */
declare const EdgeRuntime: { waitUntil: (work: Promise<unknown>) => void };

const env = readEnv(
  Deno.env.toObject(),
  [
    'DATABASE_URL',
    'CRON_SECRET',
    'APP_URL',
    'CONSENT_HOURS',
    'NOTIFICATION_ORIGINS',
    'NEYNAR_API_URL',
    'NEYNAR_API_KEY',
    'NEYNAR_WEBHOOK_ID',
    'NEYNAR_DAILY_CREDITS',
    'HUB_URL',
    'BASE_RPC_URL',
    'CHAIN_ID',
    'PINATA_API_URL',
    'PINATA_FILES_URL',
    'PINATA_JWT',
    'IPFS_GATEWAY_URLS',
    'RECORDS_ANCHORS',
    'RECORDS_BATCH_SECONDS',
    'RECORDS_FROM_BLOCK',
  ],
  [...RECORD_OPTIONS, 'SECOND_PIN_URL', 'SECOND_PIN_TOKEN'],
);
const db = connectDatabase(env.DATABASE_URL);
/** Handlers hold their time against the end of a lease, so they have the clock that leases go by. */
const clock = databaseClock(db);
const { now } = clock;
const safe = safeBlock({ rpcUrl: env.BASE_RPC_URL, chainId: env.CHAIN_ID, now });
const pins = pinataFiles({ uploadUrl: env.PINATA_API_URL, filesUrl: env.PINATA_FILES_URL, jwt: env.PINATA_JWT });
const neynarKey = { url: env.NEYNAR_API_URL, apiKey: env.NEYNAR_API_KEY };
const spend = creditBudget(db, { source: 'neynar', budget: env.NEYNAR_DAILY_CREDITS, now });
const neynar = neynarCasts({ ...neynarKey, spend });
const recordCast = castRecorder(db, { appUrl: env.APP_URL });
const hub = hubCasts({ url: env.HUB_URL, apiKey: env.NEYNAR_API_KEY });
const source = withFallback(neynar, hub, sourceHealthStore(db), now);
const recordFound: RecordFound = cast => recordCast('created', cast);
const outlive = (work: Promise<unknown>) => EdgeRuntime.waitUntil(work);

/** What each kind of job is done by. */
const handlers: JobHandlers = {
  ...recordHandlers(db, env, now),
  rights: rightsHandler({ ...rightsStore(db), hear: ipfsSounds(env.IPFS_GATEWAY_URLS) }),
  judge: judgeHandler(db, { hold: jobHolder(db), now }),
  refold: refoldHandler(db, clock),
  refit: refitHandler({ store: refitStore(db), now }),
  ...hearingHandlers(db, { source, neynar, hub, recordFound, outlive, now }),
  filters: filtersHandler({
    ...creatorStore(db),
    ...neynarFilters({ ...neynarKey, webhookId: env.NEYNAR_WEBHOOK_ID }),
    appUrl: env.APP_URL,
    now,
  }),
  pin: checkHandler({
    store: mediaStore(db),
    pins,
    second:
      env.SECOND_PIN_URL && env.SECOND_PIN_TOKEN
        ? pinningService({ url: env.SECOND_PIN_URL, token: env.SECOND_PIN_TOKEN })
        : undefined,
    fetchBlock: ipfsBlocks(env.IPFS_GATEWAY_URLS),
    decoders: soundDecoders,
    hold: jobHolder(db),
    now,
  }),
  pose: poseHandler({ store: poseStore(db), pins, now }),
  notice: noticeHandler(
    { store: noticeStore(db), send: hostNotifications({ origins: env.NOTIFICATION_ORIGINS }), now },
    { appUrl: env.APP_URL, consentHours: env.CONSENT_HOURS },
  ),
  watchers: watchersHandler({ tell: watcherTeller(db), now }),
  landed: landedHandler({ store: watchStore(db), turnedDown: turnedDown({ rpcUrl: env.BASE_RPC_URL, safeBlock: safe }), now }),
  fans: fansHandler({
    tell: fansTeller(db),
    safeBlock: safe,
    now,
  }),
};

Deno.serve(
  makeHandler({ store: jobStore(db), clock, random: Math.random }, handlers, {
    cronSecret: env.CRON_SECRET,
    outlive,
  }),
);
