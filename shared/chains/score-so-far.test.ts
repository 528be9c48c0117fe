import { expect, it } from 'vitest';
import { importPose } from './import-pose.ts';
import { joinPoses } from './join-poses.ts';
import { poseMs } from './pose.ts';
import { scoreSoFar } from './score-so-far.ts';
import { BODIES, DANCES, dancer } from './testing/dancer.ts';

const phrase = joinPoses([importPose(dancer(DANCES.wave)), importPose(dancer(DANCES.kick))]);
/** What a camera saw of the phrase so far, at a speed, danced by somebody else. */
function along(ms: number, names: readonly (keyof typeof DANCES)[], speed = 1) {
  let from = 0;
  const frames = names.flatMap(name => {
    const part = dancer(DANCES[name], { body: BODIES.broad, ms: 2_400 / speed, fps: 15 }).frames.map(frame => ({
      ...frame,
      t: frame.t + from,
    }));
    from += (2_400 + 67) / speed;
    return part;
  });
  return { frames: frames.filter(({ t }) => t <= ms) };
}

it('a phrase is its moves, one after the other', () => {
  expect(poseMs(phrase)).toBe(2_400 + 67 + 2_400);
  const times = phrase.frames.map(([time = 0]) => time);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

it('who dances along is told so from the second second on, at any speed', () => {
  expect(scoreSoFar(phrase, along(700, ['wave', 'kick']), 1)).toBeNull();
  for (const ms of [1_200, 2_400, 4_000, 9_000])
    expect(scoreSoFar(phrase, along(ms, ['wave', 'kick']), 1)).toBeGreaterThanOrEqual(90);
  for (const ms of [2_400, 6_000]) expect(scoreSoFar(phrase, along(ms, ['wave', 'kick'], 0.5), 0.5)).toBeGreaterThanOrEqual(90);
});

it('who is seen only after a while is compared with what was danced from then on', () => {
  const { frames } = along(4_800, ['wave', 'kick']);
  for (const from of [900, 1_500, 2_500])
    expect(scoreSoFar(phrase, { frames: frames.filter(({ t }) => t >= from) }, 1)).toBeGreaterThanOrEqual(90);
  expect(scoreSoFar(phrase, { frames: frames.filter(({ t }) => t >= 4_000) }, 1)).toBeNull();
});

it('a long phrase at half its pace is counted to its end', () => {
  const names = Array.from({ length: 14 }, (_, i) => (i % 2 === 0 ? 'wave' : 'kick') as 'wave' | 'kick');
  const long = joinPoses(names.map(name => importPose(dancer(DANCES[name]))));
  expect(scoreSoFar(long, along(80_000, names, 0.5), 0.5)).toBeGreaterThanOrEqual(80);
});

it('who dances something else hears of it', () => {
  expect(scoreSoFar(phrase, along(2_400, ['squat']), 1)).toBeLessThanOrEqual(60);
  expect(scoreSoFar(phrase, along(4_500, ['wave', 'robot']), 1)).toBeLessThanOrEqual(80);
  expect(scoreSoFar(phrase, { frames: [] }, 1)).toBeNull();
});
