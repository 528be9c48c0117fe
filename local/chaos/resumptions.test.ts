import { expect, it } from 'vitest';
import { losses, resumptions } from './resumptions.ts';
import type { Told } from './spawn-worker.ts';

const say = (what: Told['what'], at: number, pid: number, launch = 'a'): Told => ({ what, at, pid, launch });

it('a launch that lost its worker was without one until another claimed it', () => {
  const told = [say('claims', 0, 1), say('dies', 100, 1), say('claims', 350, 2)];
  expect(losses(told)).toEqual([told[1]]);
  expect(resumptions(told)).toEqual([250]);
});

it('who was so slow that another has its launch, or never claimed one, loses nothing when it dies', () => {
  expect(losses([say('claims', 0, 1), say('claims', 50, 2), say('dies', 100, 1), say('dies', 120, 3, 'b')])).toEqual([]);
});

it('the time begins when Postgres is back, and nobody who took it up again counts as none', () => {
  const lost = [say('claims', 0, 1), say('drops', 100, 1)];
  expect(resumptions(lost)).toEqual([]);
  expect(resumptions([...lost, say('back', 400, 0, ''), say('claims', 450, 1)])).toEqual([50]);
});
