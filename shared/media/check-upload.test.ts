import { importer } from 'ipfs-unixfs-importer';
import { fixedSize } from 'ipfs-unixfs-importer/chunker';
import type { CID } from 'multiformats/cid';
import { describe, expect, it } from 'vitest';
import { type UnixMs, unixMs } from '../kernel/units.ts';
import type { Job } from '../ops/schema.ts';
import { checkHandler } from './check-upload.ts';
import type { Problem } from './judge-media.ts';
import type { MediaFile } from './ports.ts';
import { PROFILE } from './schema.ts';
import { makeMedia } from './testing/make-media.ts';

const SILENT = await makeMedia('silent.wav', 20);
const FILM = await makeMedia('chrome.webm', 50);
const BUDGET_MS = 8_000;
const LEASE_MS = 10_000;

/** An upload of a few leaves, each block of which takes so long; the time is what blocks took. */
async function upload(blockMs: number, bytes = SILENT, chunker = fixedSize({ chunkSize: 1024 * 1024 })) {
  const blocks = new Map<string, Uint8Array>();
  const put = async (cid: CID, block: Uint8Array) => {
    blocks.set(cid.toString(), Uint8Array.from(block));
    return cid;
  };
  let cid = '';
  for await (const entry of importer([{ content: bytes }], { put } as never, {
    profile: PROFILE,
    chunker,
    wrapWithDirectory: false,
  }))
    cid = entry.cid.toString();
  let [now, outcome]: [UnixMs, Problem | 'pinned' | null] = [unixMs(0), null];
  let [leased, lostFor] = [0, Number.NEGATIVE_INFINITY];
  const file: MediaFile = {
    id: 'f',
    userId: 'u',
    purpose: 'take',
    cid,
    size: bytes.length,
    pinStatus: 'queued',
    secondPin: null,
    problem: null,
    uploadedAt: now,
    allowedAt: now,
    lapsesAt: now,
  };
  const handler = checkHandler({
    store: {
      find: async () => file,
      fail: async (_, problem) => {
        outcome = problem;
      },
      pinned: async () => {
        outcome = 'pinned';
      },
      second: async () => undefined,
      isShared: async () => true,
    },
    pins: { find: async () => ({ ref: 'r', name: 'f' }), named: async () => [], remove: async () => undefined },
    fetchBlock: async name => {
      now = unixMs(now + blockMs);
      lostFor = Math.max(lostFor, now - leased);
      return blocks.get(name) ?? new Uint8Array(0);
    },
    decoders: { opus: async () => null, mp3: async () => null },
    hold: async (_, until) => {
      leased = until;
      return true;
    },
    now: () => now,
  });
  /** Does the job until it is done; the longest that one worker held it. */
  const run = async (): Promise<number> => {
    let [payload, longest]: [unknown, number] = [{ id: 'f' }, 0];
    for (let turn = 0; turn < 20; turn++) {
      const begun = now;
      leased = begun + LEASE_MS;
      const next = await handler({ payload, lost: 0 } as Job, unixMs(begun + BUDGET_MS));
      longest = Math.max(longest, now - begun);
      if (next === 'done') return longest;
      payload = next.payload;
    }
    throw new Error('it goes round');
  };
  return { run, outcome: () => outcome, lostFor: () => lostFor };
}

describe('the check of an upload', () => {
  it('listens in a time of its own when reading took the first', async () => {
    const { run, outcome } = await upload(1_500);
    expect(await run()).toBeLessThanOrEqual(BUDGET_MS);
    expect(outcome()).toBe('silent');
  });

  it('listens no longer than it may hold the job: what cannot be fetched in time is taken unheard', async () => {
    const { run, outcome } = await upload(3_000);
    expect(await run()).toBeLessThanOrEqual(BUDGET_MS + 3_000);
    expect(outcome()).toBe('pinned');
  });

  it.each([1_000, 2_000])('holds a film that is read at once, while a block takes %i ms', async blockMs => {
    const { run, outcome, lostFor } = await upload(blockMs, FILM, fixedSize({ chunkSize: 64 * 1024 }));
    expect(await run()).toBeGreaterThan(LEASE_MS);
    expect(outcome()).toBe('pinned');
    expect(lostFor()).toBeLessThanOrEqual(0);
  });

  it('holds nothing for ever: what is read for more than a minute is lost', async () => {
    const { run, lostFor } = await upload(5_000, FILM, fixedSize({ chunkSize: 64 * 1024 }));
    await run();
    expect(lostFor()).toBeGreaterThan(0);
  });
});
