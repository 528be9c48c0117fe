import type { UnixMs } from '../kernel/units.ts';

/** What GigaVibe stands on and does not own: Base's node, Farcaster through Neynar, the gateway to IPFS, Zora's quotes. */
export const PARTS = ['chain', 'farcaster', 'ipfs', 'quotes'] as const;
export type PartName = (typeof PARTS)[number];

/** `since`: when it began to answer, or when it first did not. */
export type PartHealth = { part: PartName; answering: boolean; since: UnixMs };

export type HealthPorts = {
  /** Takes the right to look now; false when somebody looked less than `everyMs` ago. */
  claimCheck: (now: UnixMs, everyMs: number) => Promise<boolean>;
  /** Notes what was seen. A part is away from its second failure in a row, since the first; one answer brings it back. */
  note: (seen: readonly { part: PartName; answers: boolean }[], now: UnixMs) => Promise<void>;
  /** Asks each part the smallest question there is; rejects when it does not answer in time. */
  probes: Record<PartName, () => Promise<void>>;
};

/** However many ask, parts are looked at no more often than this. */
export const CHECK_EVERY_MS = 4_000;

/** Looks at all parts at once and notes which answer. Returns false when somebody else just did. */
export async function checkParts({ claimCheck, note, probes }: HealthPorts, now: UnixMs): Promise<boolean> {
  if (!(await claimCheck(now, CHECK_EVERY_MS))) return false;
  const seen = PARTS.map(part =>
    probes[part]().then(
      () => ({ part, answers: true }),
      () => ({ part, answers: false }),
    ),
  );
  await note(await Promise.all(seen), now);
  return true;
}
