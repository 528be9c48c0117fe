import { expect, it } from 'vitest';
import { openTestDatabase } from '../../../../local/supabase/testing/open-test-database.ts';
import { randomOf } from '../../../../shared/engagement/calibration/random.ts';
import { circleOf, emptyMemory } from '../../../../shared/engagement/detection/circle-memory.ts';
import { learnFrom } from '../../../../shared/engagement/detection/detect-cascade.ts';
import { firstTrust } from '../../../../shared/engagement/detection/first-rules.ts';
import type { Reaction } from '../../../../shared/engagement/detection/reaction.ts';
import { circlesNow, learnCircles } from './engagement-circles.ts';

const { admin, db } = openTestDatabase(30_980);

it('learns what a memory learns that holds everybody: a ring that comes to everything, a club, and fans', async () => {
  const trust = firstTrust(64);
  const random = randomOf(11);
  const some = (from: number, count: number, share: number) =>
    Array.from({ length: count }, (_, i) => from + i).filter(() => random() < share);
  const memory = emptyMemory();
  for (let show = 1; show <= 24; show++) {
    const fids = [...some(1000, 80, 0.15), ...(show % 3 === 0 ? some(2000, 9, 0.9) : []), ...some(3000, 40, 0.85)];
    const reactions = fids.map(
      (fid, t): Reaction => ({ t, actor: `${fid}`, followers: null, kind: 0, secondHand: false, score: 0.9, ageDays: 400 }),
    );
    learnFrom(memory, reactions, trust);
    const hash = `0x${show.toString(16).padStart(40, '0')}`;
    await admin`insert into private.engagement_casts (cast_hash) values (${hash})`;
    await db.begin(tx => learnCircles(tx, hash, reactions, trust));
    const everybody = [...memory.histories.keys()].map(Number);
    const known = await circlesNow(db, everybody);
    expect(everybody.map(fid => known.get(fid) ?? 0)).toEqual(everybody.map(fid => circleOf(memory, `${fid}`)));
  }
  const closed = await admin<{ member_of: number }[]>`select distinct member_of from private.circle_people where closed`;
  expect(new Set(closed.map(row => row.member_of))).toEqual(memory.closed);
  expect(memory.closed.size).toBe(2);
});
