import { AppError } from '../../../shared/kernel/app-error.ts';
import { blockCid } from '../../../shared/kernel/block-cid.ts';
import { unixMs } from '../../../shared/kernel/units.ts';
import { hearFile } from '../../../shared/media/hear-file.ts';
import { wavOf } from '../../../shared/media/testing/wav-of.ts';
import { rightsHandler } from '../../../shared/moderation/check-rights.ts';
import type { JobKind } from '../../../shared/ops/schema.ts';
import { stepJobs } from '../../../shared/ops/step-jobs.ts';
import { soundDecoders } from '../../../supabase/functions/_shared/adapters/sound-decoders.ts';
import { jobStore } from '../../../supabase/functions/_shared/stores/jobs.ts';
import { rightsStore } from '../../../supabase/functions/_shared/stores/rights.ts';
import { openTestDatabase } from '../../supabase/testing/open-test-database.ts';

export const RATE = 16_000;
export const fileOf = (samples: Float32Array) => wavOf(samples, RATE);

/** For a test file, at its top: takes whose files are compared, and operators who answer. */
export function openCopiesWorld(firstPort: number) {
  const { admin, db } = openTestDatabase(firstPort);
  /** What can be fetched, by CID. */
  const files = new Map<string, Uint8Array>();
  let people = 0;

  async function person(): Promise<string> {
    const [row] = await admin<
      { id: string }[]
    >`insert into public.users (farcaster_fid, display_name) values (${++people}, 'P') returning id`;
    return row?.id ?? '';
  }
  async function post(userId: string, bytes: Uint8Array): Promise<{ id: string; cid: string }> {
    const cid = await blockCid(bytes);
    files.set(cid, bytes);
    const [row] = await admin<{ id: string }[]>`
      insert into public.performances (user_id, title, poster_lines, kind, ink, audio_url)
      values (${userId}, 'T', '{T}', 'song', 'amber', ${`https://ipfs.example/ipfs/${cid}`}) returning id`;
    return { id: row?.id ?? '', cid };
  }
  async function work(): Promise<void> {
    const hear = async (cid: string) => {
      const bytes = files.get(cid);
      if (bytes === undefined) throw new AppError('media/away', 'away', { status: 503, retryable: true });
      return hearFile(bytes.length, async (start, end) => bytes.subarray(start, end), soundDecoders);
    };
    const handlers = { rights: rightsHandler({ ...rightsStore(db), hear }) };
    const ports = { store: jobStore<JobKind>(db), clock: { now: () => unixMs(Date.now() + 60_000) }, random: () => 0.5 };
    while ((await stepJobs(ports, handlers, 10_000)).done > 0);
  }
  const claimsOn = (id: string) =>
    admin`select id, of_performance_id, because, decision from public.copy_claims where performance_id = ${id}`;
  async function cross(id: string) {
    const [row] = await admin<{ status: string; last_error: string | null }[]>`
      insert into public.viral_queue (performance_id, user_id, detection_score, rule_version, decided_at)
      select id, user_id, 1, 'v', now() from public.performances where id = ${id} returning status, last_error`;
    return row;
  }
  /** Says it as an operator, as the API would. */
  const asOperator = (operator: string, claim: bigint, answer: string) =>
    admin.begin(async tx => {
      await tx`select set_config('request.jwt.claims', ${JSON.stringify({ role: 'authenticated', sub: operator })}, true)`;
      await tx`select public.answer_copy(array[${claim}::bigint], ${answer}, 'I listened to both.')`;
    });
  return { admin, db, files, person, post, work, claimsOn, cross, asOperator };
}
