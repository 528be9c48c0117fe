import { poseHandler } from '../../../shared/chains/end-pose.ts';
import type { PoseCapture } from '../../../shared/chains/import-pose.ts';
import { readPose } from '../../../shared/chains/pose.ts';
import { DANCES, dancer, type Performance } from '../../../shared/chains/testing/dancer.ts';
import { AppError } from '../../../shared/kernel/app-error.ts';
import { blockCid } from '../../../shared/kernel/block-cid.ts';
import { unixMs } from '../../../shared/kernel/units.ts';
import type { Job } from '../../../shared/ops/schema.ts';
import type { Database } from '../_shared/adapters/database.ts';
import { poseStore } from '../_shared/stores/chain-poses.ts';
import { chainStore } from '../_shared/stores/chains.ts';
import { identityDoors } from './identity-doors.ts';

export type Name = keyof typeof DANCES;
type Told = { chain_id: string; move_id: string; error: { code: string; message: string } } & {
  score: { total: number; moves: number[]; scorer: string; mirrored: boolean };
};

let times = 0;
/** One dance after the other. A little noise, as no two recordings are the same. */
export const danced = (names: readonly Name[], options: Performance = {}): PoseCapture => {
  let from = 0;
  times += 1;
  const random = () => (Math.sin(++times * 12.9898) * 43_758.5453) % 1 || 0.5;
  const frames = names.flatMap(name => {
    const part = dancer(DANCES[name], { noise: 0.004, random: () => Math.abs(random()), ...options }).frames;
    const shifted = part.map(frame => ({ ...frame, t: frame.t + from }));
    from = (shifted.at(-1)?.t ?? 0) + 33;
    return shifted;
  });
  return { frames };
};
export const lengthOf = ({ frames }: PoseCapture) => Math.round(frames.at(-1)?.t ?? 0);
/** One's own move is the last of a recording. */
export const asAnswer = (recording: PoseCapture, moves: number) => ({
  name: `Move ${moves}`,
  recording,
  own_from_ms: Math.round((lengthOf(recording) * (moves - 1)) / moves) + 16,
});

/** The doors of chains over a real database, with dancers, and an IPFS that a test may change. */
export function chainDoors(admin: Database, db: Database) {
  /** What is on IPFS. */
  const pinned = new Map<string, Uint8Array>();
  const pinsWell = async (bytes: Uint8Array, _name: string) => {
    const cid = await blockCid(bytes);
    pinned.set(cid, bytes);
    return cid;
  };
  const nothing = async () => {};
  /** What becomes of what is sent there, and what else happens while files are read. */
  const ipfs = { pin: pinsWell, meanwhile: nothing };
  const doors = identityDoors(db, {
    chains: {
      store: chainStore(db),
      poses: poseStore(db),
      pin: (bytes, name) => ipfs.pin(bytes, name),
      cidOf: blockCid,
      read: async cid => {
        await ipfs.meanwhile();
        const bytes = pinned.get(cid);
        if (bytes === undefined) throw new AppError('ipfs/away', 'away', { status: 503, retryable: true });
        return bytes;
      },
      newId: () => crypto.randomUUID(),
    },
  });

  let fid = 9_000;
  const person = () => doors.byFarcaster(++fid);
  const say = (token: string, path: string, body: unknown) => doors.ask<Told>('POST', `api/${path}`, body, token);

  async function start(title = 'Kitchen floor shuffle') {
    const nia = await person();
    const { body } = await say(nia.access_token, 'chains', { kind: 'dance', title, name: 'Wave', recording: danced(['wave']) });
    return { nia, ...body };
  }
  const answer = (token: string, moveId: string, names: readonly Name[], options?: Performance) =>
    say(token, `moves/${moveId}/answers`, asAnswer(danced(names, options), names.length));

  /** What is published of a move. */
  async function published(moveId: string) {
    const [row] = await admin<{ pose_cid: string; move_ms: number }[]>`
      select pose_cid, move_ms from public.dance_moves where id = ${moveId}`;
    return {
      cid: row?.pose_cid ?? '',
      ms: row?.move_ms,
      pose: readPose(JSON.parse(new TextDecoder().decode(pinned.get(row?.pose_cid ?? '')))),
    };
  }

  /** A take that shows a dance. */
  async function filmed(userId: string, ms: number | null) {
    const [row] = await admin<{ id: string }[]>`
      insert into public.performances (user_id, title, poster_lines, kind, ink, duration_ms)
      values (${userId}, 'Film', '{FILM}', 'dance', 'amber', ${ms}) returning id`;
    return row?.id;
  }

  /** The job that a movement brought, when its time has come. */
  async function anHourLater(cid: string) {
    await admin`update public.pose_files set lapses_at = now() where cid = ${cid}`;
    const pins = {
      named: async (name: string) =>
        [...pinned.keys()].filter(key => name === `pose ${key}`).map(key => ({ ref: key, cid: key })),
      remove: async (ref: string) => void pinned.delete(ref),
    };
    const handle = poseHandler({ store: poseStore(db), pins, now: () => unixMs(Date.now()) });
    const [job] = await admin<Job[]>`select * from public.jobs where key = ${`pose:${cid}`}`;
    if (job === undefined) throw new Error('no job knows of it');
    while ((await handle(job, unixMs(Date.now() + 10_000))) !== 'done');
  }
  /** IPFS as it was, before each test. */
  const reset = () => void Object.assign(ipfs, { pin: pinsWell, meanwhile: nothing });
  return { ipfs, reset, pinned, pinsWell, person, say, start, answer, published, filmed, anHourLater };
}
