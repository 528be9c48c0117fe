import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { callApi } from '../../lib/api.ts';
import { awayStore, type PartName } from '../../lib/away.ts';

export const PART_NAMES = ['chain', 'farcaster', 'ipfs', 'quotes'] as const satisfies readonly PartName[];

const part = z.object({ name: z.string(), answering: z.boolean(), since: z.number() });
const answer = z.object({ parts: z.array(part), checkedAt: z.nullable(z.number()) });
const change = z.object({ part: z.enum(PART_NAMES), answering: z.boolean(), since: z.string() });

export type PartState = {
  name: PartName;
  answering: boolean;
  /** Unix ms. */
  since: number;
};
export type Health = { parts: PartState[]; checkedAt: number | null };

const isPart = (name: string): name is PartName => PART_NAMES.some(known => known === name);

/** Which parts answer, as our own checks saw it a few seconds ago. What this version of the app does not know is left out. */
export const healthQuery = queryOptions({
  queryKey: ['ops', 'health'],
  retry: false,
  staleTime: 0,
  queryFn: async ({ signal }): Promise<Health> => {
    const { parts, checkedAt } = await callApi('api/status', { auth: 'none', schema: answer, signal });
    const known = parts.flatMap(each => (isPart(each.name) ? [{ ...each, name: each.name }] : []));
    noteAway(known);
    return { parts: known, checkedAt };
  },
});

/** One part's change, as it is told on the topic of all prices; null when it cannot be read. */
export function readChange(payload: unknown): PartState | null {
  const told = change.safeParse(payload);
  if (!told.success) return null;
  return { name: told.data.part, answering: told.data.answering, since: Date.parse(told.data.since) };
}

/** Writes what was read where every screen can see it; the store changes only when something did. */
export function noteAway(parts: readonly PartState[]): void {
  const known = awayStore.get();
  const next = { ...known };
  for (const { name, answering, since } of parts) {
    if (answering) delete next[name];
    else next[name] = since;
  }
  if (PART_NAMES.some(name => known[name] !== next[name])) awayStore.set(next);
}
