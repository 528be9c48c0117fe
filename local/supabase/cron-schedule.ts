const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** A parsed schedule: every so many seconds, or the minutes for which `matches` is true (in UTC). */
export type CronSchedule = { everySeconds: number } | { matches: (minute: Date) => boolean };

/** Parses what pg_cron takes: `<1-59> seconds` or five fields with lists, ranges, steps, names and `$`. Null when it is neither. */
export function parseSchedule(text: string): CronSchedule | null {
  const seconds = /^\s*([1-9]|[1-5]\d)\s+seconds?\s*$/i.exec(text);
  if (seconds) return { everySeconds: Number(seconds[1]) };
  const [minute, hour, day, month, weekday, ...rest] = text.trim().split(/\s+/);
  if (minute === undefined || hour === undefined || day === undefined || month === undefined || weekday === undefined)
    return null;
  if (rest.length > 0) return null;
  const minutes = parseField(minute, 0, 59);
  const hours = parseField(hour, 0, 23);
  const lastDay = day === '$';
  const days = lastDay ? new Set<number>() : parseField(day, 1, 31);
  const months = parseField(named(month, MONTHS, 1), 1, 12);
  const weekdays = parseField(named(weekday, DAYS, 0), 0, 7);
  if (!minutes || !hours || !days || !months || !weekdays) return null;
  const onDay = (at: Date) => (lastDay ? isLastDay(at) : days.has(at.getUTCDate()));
  const onWeekday = (at: Date) => weekdays.has(at.getUTCDay()) || (at.getUTCDay() === 0 && weekdays.has(7));
  return {
    matches: at => {
      if (!minutes.has(at.getUTCMinutes()) || !hours.has(at.getUTCHours()) || !months.has(at.getUTCMonth() + 1)) return false;
      // Cron's rule: when both day fields are restricted, either is enough.
      return day === '*' || weekday === '*' ? onDay(at) && onWeekday(at) : onDay(at) || onWeekday(at);
    },
  };
}

function named(field: string, names: string[], first: number): string {
  return field.toLowerCase().replace(/[a-z]{3}/g, name => {
    const at = names.indexOf(name);
    return at < 0 ? name : String(at + first);
  });
}

/** The numbers that a field allows, or null when it is not a field. */
function parseField(field: string, low: number, high: number): Set<number> | null {
  const allowed = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (!match) return null;
    const [, from, to, step] = match;
    const start = from === undefined ? low : Number(from);
    const end = to !== undefined ? Number(to) : from === undefined || step !== undefined ? high : start;
    if (start < low || end > high || start > end || step === '0') return null;
    for (let value = start; value <= end; value += Number(step ?? 1)) allowed.add(value);
  }
  return allowed;
}

function isLastDay(at: Date): boolean {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate() === at.getUTCDate();
}
