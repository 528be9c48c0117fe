import { canonicalJson } from '../kernel/canonical-json.ts';
import { type UnixMs, unixMs } from '../kernel/units.ts';
import type { JobHandler } from '../ops/schema.ts';
import type { FilterPorts, WebhookFilters } from './ports.ts';

/** How often the subscription is compared, should somebody change it by hand. A new creator wakes the job at once. */
const AGAIN_MS = 600_000;

/** What the webhook must tell us of: casts that embed our pages, and all that is done to our creators' casts. */
export function filtersFor(appUrl: string, creators: readonly number[]): WebhookFilters {
  const fids = [...creators].sort((a, b) => a - b);
  // RE2: everything that is not a letter or a digit is escaped.
  const embeds = `^${appUrl.replaceAll(/[^A-Za-z0-9]/g, '\\$&')}\\/p\\/`;
  return {
    'cast.created': { embeds, parent_author_fids: fids },
    'cast.deleted': { author_fids: fids, parent_author_fids: fids },
    'reaction.created': { target_fids: fids },
    'reaction.deleted': { target_fids: fids },
  };
}

/** The job `filters`: keeps Neynar's subscription in step with who performs. Writes only what differs. */
export function filtersHandler(ports: FilterPorts & { appUrl: string; now: () => UnixMs }): JobHandler {
  return async () => {
    const wanted = filtersFor(ports.appUrl, await ports.creators());
    const before = await ports.read();
    if (canonical(before) !== canonical(wanted)) {
      await ports.write(wanted);
      // What was done to their casts before the filter let it through is counted, and listed where it was missed.
      const had = new Set(targetsOf(before));
      const came = targetsOf(wanted).filter(fid => !had.has(fid));
      if (came.length > 0) await ports.pollNow(came);
    }
    return { againAt: unixMs(ports.now() + AGAIN_MS) };
  };
}

function targetsOf(filters: WebhookFilters | null): number[] {
  const fids = filters?.['reaction.created']?.target_fids;
  return Array.isArray(fids) ? fids.map(Number) : [];
}

/** The same filters give the same text, whatever the order of names and numbers; what is empty is as good as absent. */
function canonical(filters: WebhookFilters | null): string {
  const inOrder = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.toSorted((a, b) => Number(a) - Number(b));
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value).filter(([, item]) => item != null && !(Array.isArray(item) && item.length === 0));
    return Object.fromEntries(entries.map(([name, item]) => [name, inOrder(item)]));
  };
  return canonicalJson(inOrder(filters ?? {}));
}
