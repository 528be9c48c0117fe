import { describe, expect, it } from 'vitest';
import { importPose } from './import-pose.ts';
import { landmarkOf, poseMs, readPose, slicePose } from './pose.ts';
import { BODIES, DANCES, dancer } from './testing/dancer.ts';

const pose = importPose(dancer(DANCES.wave));

describe('pose data', () => {
  it('have the hips in the middle and a torso of 1,000, whoever was seen', () => {
    for (const body of Object.values(BODIES)) {
      const { frames } = importPose(dancer(DANCES.wave, { body }));
      for (const frame of frames) {
        const [left, right] = [landmarkOf(frame, 23), landmarkOf(frame, 24)];
        expect(Math.abs(left[0] + right[0])).toBeLessThanOrEqual(1);
        const neck = [0, 1].map(axis => ((landmarkOf(frame, 11)[axis] ?? 0) + (landmarkOf(frame, 12)[axis] ?? 0)) / 2);
        expect(Math.abs(Math.hypot(...neck) - 1_000)).toBeLessThan(25);
      }
    }
  });

  it('are read as they were written, and nothing else is', () => {
    expect(readPose(JSON.parse(JSON.stringify(pose)))).toEqual(pose);
    expect(importPose(pose)).toEqual(pose);
    const [first = [], ...rest] = pose.frames;
    const wrong: [unknown, string][] = [
      [null, 'format'],
      [{ ...pose, format: 'other' }, 'format'],
      [{ ...pose, frames: pose.frames.slice(0, 7) }, 'fewer than 8'],
      [{ ...pose, frames: Array.from({ length: 901 }, () => first) }, 'more than 900'],
      [{ ...pose, frames: [first.slice(1), ...rest] }, '33 landmarks'],
      [{ ...pose, frames: [first.with(5, 0.5), ...rest] }, 'no body'],
      [{ ...pose, frames: [first.with(5, 100_001), ...rest] }, 'no body'],
      [{ ...pose, frames: [first, first, ...rest] }, 'do not grow'],
      [{ ...pose, frames: rest }, 'not at 0'],
    ];
    for (const [value, says] of wrong) expect(() => readPose(value)).toThrow(says);
    expect(() => importPose({ frames: [{ t: 0, landmarks: [] }] })).toThrow('not pose data');
    expect(() => importPose({ frames: [{ t: 0, landmarks: Array.from({ length: 33 }, () => [0, 0]) }] })).toThrow('no body');
    // However much is wrong, it is said in a few words.
    const words = {
      frames: Array.from({ length: 100 }, (_, t) => ({ t, landmarks: Array.from({ length: 33 }, () => 'left hand') })),
    };
    expect(() => importPose(words)).toThrow(/^.{1,200}$/s);
  });

  it('of a wide picture are not squeezed', () => {
    const { frames } = dancer(DANCES.wave);
    const squeezed = frames.map(frame => ({
      ...frame,
      landmarks: frame.landmarks.map(p => ('x' in p ? { ...p, x: p.x / 2, z: 0 } : p)),
    }));
    expect(importPose({ aspect: 2, frames: squeezed })).toEqual(pose);
  });

  it('can be cut', () => {
    const part = slicePose(pose, 1_000, 2_000);
    expect(part.frames[0]?.[0]).toBe(0);
    expect(poseMs(part)).toBeLessThanOrEqual(1_000);
    expect(readPose(part)).toEqual(part);
    expect(() => slicePose(pose, 0, 100)).toThrow('fewer than 8');
  });
});
