import { expect, it } from 'vitest';
import { DAY_MS, openSilentWorld, SILENCE_ENDS } from '../../../local/farcaster/testing/silent-world.ts';
import { testUsers } from '../../../local/farcaster/users.ts';
import type { CastSource } from '../../../shared/hearing/ports.ts';
import { unixMs } from '../../../shared/kernel/units.ts';
import { sweepStore } from '../_shared/stores/hearing-sweeps.ts';

const { fan } = testUsers;
const { admin, db, clock, farcaster, neynar, unmetered, work, perform, hear, pollAgain } = openSilentWorld(28_310);

it('takes nobody for gone whom it heard of while it read the list', async () => {
  const { hash } = await perform();
  await hear(hash, fan.fid, SILENCE_ENDS - DAY_MS);
  const gone = async () => (await sweepStore(db).unseen(hash, 'like', unixMs(SILENCE_ENDS))).map(({ fid }) => fid);
  const heardAt = (time: number) =>
    admin`update public.engagement_events set received_at = ${new Date(time)} where cast_hash = ${hash}`;
  await heardAt(SILENCE_ENDS + 1);
  expect(await gone()).toEqual([]);
  await heardAt(SILENCE_ENDS - 1);
  expect(await gone()).toEqual([fan.fid]);
});

/** A cast with four likes, of three of which we heard by webhook long ago. */
async function likedByFour(): Promise<string> {
  const { hash } = await perform();
  const at = SILENCE_ENDS - DAY_MS;
  for (let i = 0; i < 4; i++) {
    const fid = 1_000 + i;
    await farcaster().react({ fid, castHash: hash, kind: 'like', at: at + i });
    if (i < 3) await hear(hash, fid, at + i);
  }
  await admin`update public.engagement_events set received_at = event_at where cast_hash = ${hash}`;
  return hash;
}
const likesInForce = async (hash: string) =>
  (await admin`select likes from private.engagement_casts where cast_hash = ${hash}`)[0]?.likes;
const nobody: CastSource['reactions'] = async () => ({ reactions: [], next: null });
const countsNobody: CastSource['counts'] = async casts =>
  new Map(casts.map(cast => [cast.hash, { like: 0, recast: 0, reply: 0 }]));

it('takes nobody for gone by a list that is shorter than what is counted', async () => {
  const hash = await likedByFour();
  const truth = neynar();
  await work({ ...truth, reactions: nobody });
  expect(await likesInForce(hash)).toBe(3);
  await pollAgain(hash);
  await work(truth);
  expect(await likesInForce(hash)).toBe(4);
});

it('takes nobody for gone of whom it heard a moment ago: a list may be behind a webhook', async () => {
  const hash = await likedByFour();
  await admin`update public.engagement_events set received_at = ${new Date(clock.at - 60_000)} where cast_hash = ${hash}`;
  await work({ ...neynar(), reactions: nobody, counts: countsNobody });
  expect(await likesInForce(hash)).toBe(3);
});

it('takes back what it took for gone, when a source that had fallen behind lists it again', async () => {
  const hash = await likedByFour();
  const truth = neynar();
  await work({ ...truth, reactions: nobody, counts: countsNobody });
  expect(await likesInForce(hash)).toBe(0);
  await pollAgain(hash);
  await work(truth);
  expect(await likesInForce(hash)).toBe(4);
  // What a webhook told is not overruled by a list.
  await hear(hash, 1_000, clock.at, 'deleted');
  await pollAgain(hash);
  await work(truth);
  expect(await likesInForce(hash)).toBe(3);
});

it('lists a cast no more often than it is counted, where the two never agree', async () => {
  const hash = await likedByFour();
  // The database's own time, by which it may say that something is due.
  clock.at = Number((await admin`select now() as at`)[0]?.at);
  await pollAgain(hash);
  const truth = unmetered();
  let lists = 0;
  const reactions: CastSource['reactions'] = (cast, signal, cursor) => {
    if (cast.hash === hash) lists++;
    return truth.reactions(cast, signal, cursor);
  };
  const counts: CastSource['counts'] = async casts =>
    new Map([...(await truth.counts(casts))].map(([cast, said]) => [cast, { ...said, like: said.like + 1 }]));
  await work({ ...truth, counts, reactions });
  // Counted now, and two minutes later.
  expect(lists).toBeLessThanOrEqual(2);
});
