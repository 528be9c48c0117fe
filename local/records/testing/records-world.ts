import { blockCid } from '../../../shared/kernel/block-cid.ts';
import { unixMs } from '../../../shared/kernel/units.ts';
import { stepJobs } from '../../../shared/ops/step-jobs.ts';
import { anchorHandler } from '../../../shared/provenance/anchor-records.ts';
import type { Anchor, Lane, Published } from '../../../shared/provenance/ports.ts';
import { RECORD_REGISTRY } from '../../../shared/provenance/registry.ts';
import { RECORD_KINDS } from '../../../shared/provenance/schema.ts';
import { verifyRecord } from '../../../shared/provenance/verify-record.ts';
import { chainClient } from '../../../supabase/functions/_shared/adapters/chain-client.ts';
import { connectDatabase } from '../../../supabase/functions/_shared/adapters/database.ts';
import { publisher } from '../../../supabase/functions/_shared/adapters/publisher.ts';
import { jobStore } from '../../../supabase/functions/_shared/stores/jobs.ts';
import { recordStore } from '../../../supabase/functions/_shared/stores/provenance.ts';
import { startTestChain } from '../../chain/testing/test-chain.ts';
import { startTestDatabase } from '../../supabase/test-database.ts';

export type RecordsWorld = Awaited<ReturnType<typeof startRecordsWorld>>;

const all = (...anchors: Anchor[]) => anchors.map(anchor => ({ anchor, kinds: RECORD_KINDS }));

/** A database, a chain and an IPFS in memory, with people and dances whose records are published when a test says so. */
export async function startRecordsWorld(firstPort: number) {
  const [database, test] = await Promise.all([startTestDatabase(firstPort), startTestChain(firstPort)]);
  const [admin, db] = [connectDatabase(database.url), connectDatabase(database.functionsUrl)];
  const clock = { at: Date.now() };
  const pinned = new Map<string, Uint8Array>();
  let people = 0;

  const place = () => ({ client: chainClient(test.chain.rpcUrl), fromBlock: 0n });
  const registry = () => ({ ...place(), registry: RECORD_REGISTRY });
  const wallet = () =>
    publisher({ rpcUrl: test.chain.rpcUrl, chainId: 8453, privateKey: test.chain.accounts.recordsPublisher.privateKey });
  const by = () => test.chain.accounts.recordsPublisher.address;
  const pin = async (bytes: Uint8Array) => {
    const cid = await blockCid(bytes);
    pinned.set(cid, bytes);
    return cid;
  };

  /** What cron does, until only what is due later is left. */
  async function publish(anchors: Lane['anchors'] | Anchor, steps = 4, { put = pin, with: by = wallet() } = {}): Promise<void> {
    const lane = { wallet: by, anchors: 'name' in anchors ? all(anchors) : anchors };
    const wanted = lane.anchors.map(({ anchor, kinds }) => ({ anchor: anchor.name, kinds }));
    const ports = { store: recordStore(db, wanted), pin: put, cidOf: blockCid, now: () => clock.at };
    const handler = anchorHandler(ports, { anchor: lane }, { batchMs: 0 });
    await admin`insert into public.jobs (key, kind, run_at) values ('anchor', 'anchor', ${new Date(clock.at)}) on conflict (key) do update set run_at = excluded.run_at`;
    for (let step = 0; step < steps; step++) {
      // Never behind the database's clock, however long it took to start.
      clock.at = Math.max(clock.at, Date.now()) + 5_000;
      await stepJobs({ store: jobStore(db), clock: { now: () => unixMs(clock.at) }, random: () => 0.5 }, { anchor: handler }, 1);
    }
  }
  const verify = (id: string, batches: () => Promise<Published[]>, claimed?: unknown) =>
    verifyRecord(id, { batches, fetch: async cid => pinned.get(cid) ?? null, cidOf: blockCid }, claimed);

  async function person(): Promise<string> {
    const [row] = await admin<{ id: string }[]>`
      insert into public.users (farcaster_fid, display_name) values (${++people + 70_000}, 'Nia') returning id`;
    return row?.id ?? '';
  }

  /** Somebody with a take, a chain and two moves with pose data. */
  async function somebodyDances() {
    const user = await person();
    const media = await pin(new TextEncoder().encode(`take of ${user}`));
    const pose = await pin(new TextEncoder().encode(`pose of ${user}`));
    const [take] = await admin<{ id: string }[]>`
      insert into public.performances (user_id, farcaster_cast_id, title, poster_lines, kind, ink, video_url, cast_at)
      values (${user}, ${`0x${user.replaceAll('-', '')}00000000`}, 'T', '{T}', 'dance', 'amber', ${`https://ipfs.example/ipfs/${media}`}, now()) returning id`;
    await admin`insert into public.pose_files (cid, user_id, bytes, frames, duration_ms) values (${pose}, ${user}, 10, 30, 1000)`;
    const [chain] = await admin<{ id: string }[]>`
      insert into public.dance_chains (kind, title, poster_lines, ink, started_by) values ('dance', 'C', '{C}', 'amber', ${user}) returning id`;
    const move = async (parent: string | null, depth: number, performance: string | null) => {
      const [row] = await admin<{ id: string }[]>`
        insert into public.dance_moves (chain_id, parent_id, depth, user_id, performance_id, name, pose_cid, move_ms)
        values (${chain?.id ?? ''}, ${parent}, ${depth}, ${user}, ${performance}, 'M', ${pose}, 1000) returning id`;
      return row?.id ?? '';
    };
    const first = await move(null, 1, take?.id ?? null);
    return { user, take: take?.id ?? '', chain: chain?.id ?? '', first, second: await move(first, 2, null), media, pose };
  }

  const stop = async () => {
    await Promise.all([admin.end(), db.end()]);
    await Promise.all([database.stop(), test.stop()]);
  };
  return { test, admin, clock, pinned, place, registry, wallet, by, pin, publish, verify, person, somebodyDances, stop };
}
