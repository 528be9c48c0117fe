const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Where and how the viewer reads time; the browser's own by default. */
export type TimeOptions = { locale?: string | undefined; timeZone?: string | undefined };

const dayOf = (at: number, timeZone?: string) => new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);

/**
 * How long ago, in as few letters as tell it: now, 8 s, 4 min, 3 h, Yesterday, Tue, 14 Nov, 14 Nov 2025. Times in unix ms.
 * `ago` adds the word where the length of time is counted: for sentences and lists of history.
 */
export function timeLabel(
  at: number,
  now: number,
  { ago = false, locale, timeZone }: TimeOptions & { ago?: boolean } = {},
): string {
  const passed = now - at;
  const tail = ago ? ' ago' : '';
  if (passed < 5 * SECOND) return 'now';
  if (passed < MINUTE) return `${Math.floor(passed / SECOND)} s${tail}`;
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min${tail}`;
  const today = dayOf(now, timeZone);
  if (passed < DAY && (passed < 12 * HOUR || dayOf(at, timeZone) === today)) return `${Math.floor(passed / HOUR)} h${tail}`;
  if (dayOf(at + DAY, timeZone) === today) return 'Yesterday';
  if (passed < 6 * DAY) return new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone }).format(at);
  return dayLabel(at, now, { locale, timeZone });
}

/** 14 Nov, or 14 Nov 2025 when that was another year. */
export function dayLabel(at: number, now: number, { locale, timeZone }: TimeOptions = {}): string {
  const sameYear = dayOf(at, timeZone).slice(0, 4) === dayOf(now, timeZone).slice(0, 4);
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
    timeZone,
  }).format(at);
}

/** The hour and minute where the viewer is: "21:58". */
export function clockLabel(at: number, { locale, timeZone }: TimeOptions = {}): string {
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone }).format(at);
}

/** A moment on record: "14 Nov 2026, 21:42:07 UTC". */
export function utcLabel(at: number, locale?: string): string {
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(at);
  return `${day}, ${new Date(at).toISOString().slice(11, 19)} UTC`;
}

/** The hour and minute for a report, the same for everybody: "21:58 UTC". */
export function utcClockLabel(at: number): string {
  return `${new Date(at).toISOString().slice(11, 16)} UTC`;
}

/** Time left: 23:41:08, or 4:07 under an hour. A part of a second still counts. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND));
  const two = (value: number) => value.toString().padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Length or place of sound: 0:18. */
export function durationLabel(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND));
  return `${Math.floor(seconds / 60)}:${(seconds % 60).toString().padStart(2, '0')}`;
}

/** Data older than this is not live. */
export const STALE_AFTER = 30 * SECOND;

/** Whether something updated at `at` must show its time instead of the live dot. Nothing known is stale. */
export function isStale(at: number | null | undefined, now: number): boolean {
  return at === null || at === undefined || now - at > STALE_AFTER;
}
