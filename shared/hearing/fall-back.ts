import type { UnixMs } from '../kernel/units.ts';
import type { CastSource } from './ports.ts';

/** Failures in a row after which a source is left alone for a while. */
const MOST_FAILURES = 3;
const REST_MS = 30_000;

/** How a source has been doing, kept where every worker sees it. */
export type Health = { failures: number; restUntil: UnixMs | null };
export type HealthStore = {
  read(source: string): Promise<Health>;
  /** Writes down how a request went; `error` is null when it went well. */
  note(source: string, health: Health, error: string | null): Promise<void>;
};

/** What is known of a source after one more request. After its rest one request tries it; if that fails, it rests again. */
export function healthAfter(before: Health, outcome: 'answered' | 'failed', now: UnixMs): Health {
  if (outcome === 'answered') return { failures: 0, restUntil: null };
  const failures = before.failures + 1;
  return { failures, restUntil: failures >= MOST_FAILURES ? ((now + REST_MS) as UnixMs) : null };
}

/**
 * Asks the first source, and the second when the first fails or rests. A list of reactions that the first began cannot be
 * continued by the second: its cursor says whose it is, and the second begins again.
 */
export function withFallback(first: CastSource, second: CastSource, health: HealthStore, now: () => UnixMs): CastSource {
  const ask = async <T>(call: (source: CastSource) => Promise<T>): Promise<T> => {
    const before = await health.read(first.name);
    if (before.restUntil !== null && before.restUntil > now()) return call(second);
    try {
      const answer = await call(first);
      if (before.failures > 0) await health.note(first.name, healthAfter(before, 'answered', now()), null);
      return answer;
    } catch (error) {
      await health.note(first.name, healthAfter(before, 'failed', now()), String(error));
      return call(second);
    }
  };
  const own = (source: CastSource, cursor: string | null) =>
    cursor?.startsWith(`${source.name}:`) ? cursor.slice(source.name.length + 1) : null;
  return {
    name: first.name,
    counts: casts => ask(source => source.counts(casts)),
    castsBy: fid => ask(source => source.castsBy(fid)),
    people: fids => ask(source => source.people(fids)),
    reactions: (cast, signal, cursor) =>
      ask(async source => {
        const page = await source.reactions(cast, signal, own(source, cursor));
        return { ...page, next: page.next === null ? null : `${source.name}:${page.next}` };
      }),
  };
}
