import * as z from 'zod/mini';
import { LAUNCH_STATUSES, type LaunchStatus } from '../../../shared/launches/states.ts';
import { timestamp } from '../../lib/timestamp.ts';

/** A launch as its creator sees it. Times are unix ms. */
export type Launch = {
  id: string;
  performanceId: string;
  status: LaunchStatus;
  name: string | null;
  ticker: string | null;
  /** When silence becomes a no. Null until the card was opened. */
  consentExpiresAt: number | null;
  /** When the announced coin is made. */
  opensAt: number | null;
  title: string;
  posterUrl: string | null;
  ink: string;
};

export const launchRow = z.pipe(
  z.object({
    id: z.uuid(),
    performance_id: z.uuid(),
    status: z.enum(LAUNCH_STATUSES),
    name: z.nullable(z.string()),
    ticker: z.nullable(z.string()),
    consent_expires_at: z.nullable(timestamp),
    opens_at: z.nullable(timestamp),
    title: z.string(),
    poster_url: z.nullable(z.string()),
    ink: z.string(),
  }),
  z.transform(
    (row): Launch => ({
      id: row.id,
      performanceId: row.performance_id,
      status: row.status,
      name: row.name,
      ticker: row.ticker,
      consentExpiresAt: row.consent_expires_at,
      opensAt: row.opens_at,
      title: row.title,
      posterUrl: row.poster_url,
      ink: row.ink,
    }),
  ),
);

/** Whether the creator is being asked. */
export function waitsForCreator(launch: Pick<Launch, 'status' | 'consentExpiresAt'>, now: number): boolean {
  if (launch.status !== 'detected' && launch.status !== 'awaiting_consent') return false;
  return launch.consentExpiresAt === null || launch.consentExpiresAt > now;
}

const ON_THE_WAY: readonly LaunchStatus[] = ['approved', 'pinned', 'reserved', 'signed', 'sent', 'confirmed', 'failed'];

/** Whether it was approved and is not open for everybody yet. */
export function isOnTheWay(launch: Pick<Launch, 'status'>): boolean {
  return ON_THE_WAY.includes(launch.status);
}
