import { PLAYABLE, type Purpose } from './schema.ts';
import { SEALED_MIME } from './sealed-form.ts';

const MB = 1024 * 1024;

/** The longest take, in ms. */
export const LONGEST_MS = 60_000;
/** Recorders stop a little late, and containers round. */
export const SLACK_MS = 1_500;
const SHORTEST_MS = 1_000;

type Limits = { maxBytes: number; mimes: readonly string[]; minMs: number | null; maxMs: number | null };

const PICTURES = ['image/jpeg', 'image/png', 'image/webp'];

export const LIMITS: Readonly<Record<Purpose, Limits>> = {
  take: { maxBytes: 100 * MB, mimes: PLAYABLE, minMs: SHORTEST_MS, maxMs: LONGEST_MS + SLACK_MS },
  poster: { maxBytes: 2 * MB, mimes: PICTURES, minMs: null, maxMs: null },
  avatar: { maxBytes: 2 * MB, mimes: PICTURES, minMs: null, maxMs: null },
  coin: { maxBytes: 2 * MB, mimes: PICTURES, minMs: null, maxMs: null },
  // What is inside cannot be seen from here.
  sealed: { maxBytes: 100 * MB, mimes: [SEALED_MIME], minMs: null, maxMs: null },
};

/** What one person may upload in a day: bytes of what has not failed or lapsed, and permissions, whatever became of them. */
export const DAY_BYTES = 500 * MB;
export const DAY_FILES = 100;

/** How long a permission to begin an upload lasts, in seconds. What has begun may go on. */
export const PERMIT_SECONDS = 15 * 60;
/** A permission with less time than this is given anew, so that nobody begins with one that ends at once. */
export const SHORT_PERMIT_MS = 5 * 60_000;
/** What was not said to be uploaded so long after its last address was given has lapsed: its bytes are free again. */
export const LAPSE_MS = 6 * 60 * 60_000;
/** What was said to be uploaded and is nowhere after so long was lost. */
export const LOST_AFTER_MS = 10 * 60_000;
