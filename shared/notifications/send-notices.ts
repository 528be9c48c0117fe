import { unixMs } from '../kernel/units.ts';
import type { JobHandler, JobNext } from '../ops/schema.ts';
import { planNotification, SPACING_MS } from './plan-notification.ts';
import type { NoticeConfig, NoticePorts } from './ports.ts';
import { wordsOf } from './words-of.ts';

/** The worker of `notice` jobs: payload `{user_id}`. */
export function noticeHandler(ports: NoticePorts, config: NoticeConfig): JobHandler {
  return ({ payload }) => sendNotices(ports, config, (payload as { user_id: string }).user_id);
}

const HOUR_MS = 3_600_000;

/**
 * Tells a person through their Farcaster clients what waits for them, at most one notification, and says when to come again. Safe to
 * run twice: what goes out under which id is written first, and hosts show an id once.
 * @throws AppError retryable when no host could be reached
 */
export async function sendNotices(ports: NoticePorts, config: NoticeConfig, userId: string): Promise<JobNext> {
  const now = ports.now();
  const recipient = await ports.store.recipient(userId, now);
  if (!recipient) return 'done';
  const plan = planNotification(recipient, now);
  if (plan === 'nothing') return 'done';
  if ('waitUntil' in plan) return { againAt: plan.waitUntil };
  const noticeIds = plan.notices.map(notice => notice.id);
  if (plan.isNew) await ports.store.claim(noticeIds, plan.pushId);
  const result = await ports.send(wordsOf(plan.notices, plan.pushId, config.appUrl), recipient.tokens);
  // A host counts from when it heard: by the time before the call the next one would come a moment too soon, and wait as long again.
  const sentAt = ports.now();
  const taken = result.delivered.length > 0;
  await ports.store.settle({
    noticeIds,
    deliveredAt: taken ? sentAt : null,
    consentUntil: unixMs(sentAt + config.consentHours * HOUR_MS),
    invalid: result.invalid,
  });
  const isLast = taken && noticeIds.length === recipient.waiting.length;
  const allRefused = !taken && result.limited.length === 0;
  return isLast || allRefused ? 'done' : { againAt: unixMs(sentAt + SPACING_MS) };
}
