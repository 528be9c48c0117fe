import type { Told } from './spawn-worker.ts';

/**
 * Launches that lost their worker. Who dies before its first claim leaves nothing behind, nor does one that was so slow that
 * another has claimed its launch before it died.
 */
export function losses(told: readonly Told[]): Told[] {
  const holders = new Map<string, number>();
  return told
    .toSorted((a, b) => a.at - b.at)
    .filter(({ what, launch, pid }) => {
      if (what === 'claims') holders.set(launch, pid);
      return (what === 'dies' || what === 'drops') && holders.get(launch) === pid;
    });
}

/**
 * How long each launch that lost its worker had none, from when Postgres was there to be asked. Who dropped one may be the one
 * who takes it up again. A claim whose answer Postgres took along when it crashed may have been of this launch: it has lost a
 * worker twice then, and the later loss counts.
 */
export function resumptions(told: readonly Told[]): number[] {
  const of = (word: Told['what']) => told.filter(({ what }) => what === word);
  const claims = Map.groupBy(of('claims'), ({ launch }) => launch);
  const since = [...of('misses'), ...of('back')].map(({ at }) => at);
  return losses(told).flatMap(({ at, launch, pid }) => {
    const next = (claims.get(launch) ?? []).filter(claim => (claim.pid === pid ? claim.at > at : claim.at >= at));
    if (next.length === 0) return [];
    const taken = Math.min(...next.map(claim => claim.at));
    return [taken - Math.max(at, ...since.filter(time => time <= taken))];
  });
}
