import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { checkHandler } from '../../../shared/media/check-upload.ts';
import { fileCid } from '../../../shared/media/file-cid.ts';
import { packPeaks } from '../../../shared/media/peaks.ts';
import { stepJobs } from '../../../shared/ops/step-jobs.ts';
import type { Cast } from '../../../shared/performances/schema.ts';
import type { Database } from '../../../supabase/functions/_shared/adapters/database.ts';
import { ipfsBlocks } from '../../../supabase/functions/_shared/adapters/ipfs-blocks.ts';
import { pinataFiles } from '../../../supabase/functions/_shared/adapters/pinata-files.ts';
import { pinningService } from '../../../supabase/functions/_shared/adapters/pinning-service.ts';
import { soundDecoders } from '../../../supabase/functions/_shared/adapters/sound-decoders.ts';
import { jobHolder, jobStore } from '../../../supabase/functions/_shared/stores/jobs.ts';
import { avatarStore, mediaStore } from '../../../supabase/functions/_shared/stores/media.ts';
import { postStore } from '../../../supabase/functions/_shared/stores/performance-posts.ts';
import { castRecorder } from '../../../supabase/functions/_shared/stores/performances.ts';
import { identityDoors, TERMS } from '../../../supabase/functions/_testing/identity-doors.ts';
import { testClock } from '../../../supabase/functions/_testing/test-clock.ts';
import type { PremiumDoorPorts } from '../../../supabase/functions/api/premium-routes.ts';
import { sendBytes } from '../../../web/features/media/testing/send-bytes.ts';
import { localConfig, urlOf } from '../../config.ts';
import { openTestDatabase } from '../../supabase/testing/open-test-database.ts';
import { type IpfsPart, startIpfs } from '../start.ts';

export const JWT = 'test-jwt';
export const PEAKS = packPeaks(new Uint8Array(200).fill(200));
export type Permit = { id: string; status: string; upload_url: string | null; error: { code: string } };

/** For a test file, at its top: a database, a pinning service and the doors of media and of posting, on ports from `firstPort` on, with a clock that jumps, and those of files for holders if a test gives their ports. */
export function openMediaWorld(
  firstPort: number,
  premiumOf: (db: Database, url: string) => PremiumDoorPorts = () => ({}) as PremiumDoorPorts,
) {
  const dataDir = mkdtempSync(join(tmpdir(), 'gigavibe-media-'));
  const config = localConfig({ firstPort, dataDir });
  const url = urlOf(config, 'ipfs');
  const { admin, db } = openTestDatabase(firstPort);
  let ipfs: IpfsPart | undefined;
  beforeAll(async () => {
    ipfs = await startIpfs(config, { jwt: JWT, secondPinToken: 'second' });
  });
  afterAll(async () => {
    await ipfs?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  const clock = testClock();
  /** What Farcaster knows, by hash. */
  const farcaster = new Map<string, Cast>();
  const pins = () => pinataFiles({ uploadUrl: url, filesUrl: url, jwt: JWT });
  const recordCast = castRecorder(db, { appUrl: TERMS.appUrl });
  const readCast = async (hash: string) => farcaster.get(hash) ?? null;
  const doors = identityDoors(db, {
    media: { store: mediaStore(db), pins: pins(), now: clock.now, setAvatar: avatarStore(db, url) },
    posts: { ...postStore(db), readCast, record: (cast: Cast) => recordCast('created', cast), gatewayUrl: url },
    premium: premiumOf(db, url),
  });

  async function wish(bytes: Uint8Array, mime: string, token: string, cid?: string) {
    const body = {
      purpose: 'take',
      cid: cid ?? (await fileCid([bytes])).cid,
      size: bytes.length,
      mime,
      peaks: PEAKS,
      loudness: -14.2,
    };
    return doors.ask<Permit>('POST', 'api/media', body, token);
  }
  const say = (id: string, cid: string | null, token: string) =>
    doors.ask<{ status: string; error: { code: string } }>('POST', `api/media/${id}/uploaded`, { cid }, token);
  const rowOf = async (id: string) => (await admin`select * from public.media_files where id = ${id}`)[0];
  /** The worker, as often as something is due; `gateways` are asked for blocks. */
  async function work(gateways: string[] = [url], second = false): Promise<void> {
    const handler = checkHandler({
      store: mediaStore(db),
      pins: pins(),
      second: second ? pinningService({ url: `${url}/psa`, token: 'second' }) : undefined,
      fetchBlock: ipfsBlocks(gateways),
      decoders: soundDecoders,
      hold: jobHolder(db),
      now: clock.now,
    });
    await stepJobs({ store: jobStore(db), clock, random: () => 0.5 }, { pin: handler }, 1);
  }
  /** From the wish to the check, as a device and the worker do it. */
  async function upload(bytes: Uint8Array, mime: string, token: string) {
    const permit = (await wish(bytes, mime, token)).body;
    await say(permit.id, await sendBytes(bytes, mime, permit.upload_url), token);
    await work();
    return rowOf(permit.id);
  }
  return { dataDir, url, admin, db, clock, farcaster, doors, pins, wish, say, rowOf, work, upload };
}
