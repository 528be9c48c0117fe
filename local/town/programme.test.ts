import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { posterLines } from '../../shared/performances/poster-lines.ts';
import { titleOfCast } from '../../shared/performances/title-of-cast.ts';
import { isAwake, weightsFor } from './habits.ts';
import { createPeople } from './people.ts';
import { createProgramme } from './programme.ts';

const people = createPeople('test', 120, 1_800_000_000_000);
const create = (seed = 'test', creatorCascade = { before: 40, after: 150, afterSeconds: 90 }) =>
  createProgramme({ seed, performers: people, creatorFid: 3621, creatorCascade });

test('people are different, with names that a username may have, and the same for the same seed', () => {
  expect(new Set(people.map(({ fid }) => fid)).size).toBe(120);
  expect(new Set(people.map(({ username }) => username)).size).toBe(120);
  expect(new Set(people.map(({ displayName }) => displayName)).size).toBeGreaterThan(110);
  expect(people.every(({ username }) => /^[a-z0-9]{2,16}$/.test(username))).toBe(true);
  expect(people.filter(({ score }) => score < 0.5)).toHaveLength(7);
  expect(people.filter(({ trades }) => trades).length).toBeGreaterThan(10);
  expect(createPeople('test', 120, 1_800_000_000_000)).toEqual(people);
});

test('the opening fills the feed with old, rising and new takes, of which one is the creator', () => {
  const opening = create().opening();
  expect(opening).toHaveLength(12);
  expect(opening.every(({ publishAt }) => publishAt < 0)).toBe(true);
  expect(new Set(opening.map(({ id }) => id)).size).toBe(12);
  const byCreator = opening.filter(({ fid }) => fid === 3621);
  expect(byCreator).toMatchObject([{ text: 'Night bus home — song', account: null }]);
  expect(opening.filter(({ reactions }) => reactions.some(({ t }) => t > 0)).length).toBeGreaterThanOrEqual(6);
});

test("the creator's rush has the size that was asked for, and crosses the line within it", () => {
  const take = create()
    .opening()
    .find(({ fid }) => fid === 3621);
  const before = take?.reactions.filter(({ t }) => t <= 0) ?? [];
  const rush = take?.reactions.filter(({ t }) => t > 0 && t <= 90_000) ?? [];
  expect(before).toHaveLength(40);
  expect(rush).toHaveLength(150);
  const points = (events: typeof rush) => events.reduce((sum, { kind }) => sum + { like: 1, recast: 3, reply: 2 }[kind], 0);
  expect(points(before)).toBeLessThan(120);
  expect(points([...before, ...rush])).toBeGreaterThan(200);
});

test('every title is a poster of whole words', () => {
  const programme = create();
  const running = programme.running();
  const texts = [
    ...programme.opening().map(({ text }) => text),
    ...Array.from({ length: 40 }, () => programme.take(running.next().value as never).text),
  ];
  for (const text of texts) {
    const { title, kind } = titleOfCast(text);
    expect(['song', 'dance']).toContain(kind);
    expect(posterLines(title ?? '').join(' ')).toBe(title);
  }
});

test('the programme goes on for ever, calmly, each take with ids of its own', () => {
  const programme = create();
  const takes = programme.running();
  const shapes = Array.from({ length: 200 }, () => takes.next().value as Exclude<ReturnType<typeof takes.next>['value'], void>);
  const gaps = shapes.slice(1).map(({ publishAt }, i) => publishAt - (shapes[i]?.publishAt ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(90_000);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  expect([mean > 3.4 * 60_000, mean < 4.6 * 60_000]).toEqual([true, true]);
  expect(new Set(shapes.map(shape => programme.take(shape).id)).size).toBe(200);
  expect(create().take(shapes[9] as never)).toEqual(programme.take(shapes[9] as never));
  expect(create('other').opening()[0]?.id).not.toBe(programme.opening()[0]?.id);
});

test('the same seed gives the same town, to the last reaction; another seed, or more people, another one', () => {
  const told = (seed: string, count = 120) => {
    const performers = createPeople(seed, count, 1_800_000_000_000);
    const programme = createProgramme({
      seed,
      performers,
      creatorFid: 3621,
      creatorCascade: { before: 40, after: 150, afterSeconds: 160 },
    });
    const rest = programme.running();
    const running = Array.from({ length: 30 }, () => programme.take(rest.next().value as never));
    return createHash('sha256')
      .update(JSON.stringify([performers, programme.opening(), running]))
      .digest('hex');
  };
  expect(told('a')).toBe(told('a'));
  expect(told('b')).not.toBe(told('a'));
  expect(told('a', 240)).not.toBe(told('a'));
});

test('farms burst on what they were paid for and nowhere else; circles praise their own; some regret', () => {
  const programme = create();
  const rest = programme.running();
  const takes = Array.from({ length: 120 }, () => programme.take(rest.next().value as never));
  const role = (index: number) => people[index]?.role;
  const byFarm = takes.map(({ reactions }) => reactions.filter(({ person }) => role(person) === 'farm'));
  const bought = byFarm.filter(reactions => reactions.length > 0);
  expect(bought.length).toBeGreaterThan(8);
  expect(bought.length).toBeLessThan(40);
  for (const reactions of bought) {
    const times = reactions.map(({ t }) => t);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(64_000);
  }
  const ofCircle = takes.filter(({ fid }) => people.find(person => person.fid === fid)?.role === 'circle');
  for (const { reactions } of ofCircle) {
    const friends = reactions.filter(({ person, kind, undo }) => role(person) === 'circle' && kind === 'like' && !undo);
    expect(friends.length).toBe(5);
  }
  const undone = takes.flatMap(({ reactions }) => reactions.filter(({ undo }) => undo));
  expect(undone.length).toBeGreaterThan(20);
  expect(takes.filter(({ takenDownAt }) => takenDownAt !== null).length).toBeGreaterThan(0);
});

test('who is asleep reacts less, and taste tells', () => {
  const awake = people.filter(person => isAwake(person, 0));
  expect(awake.length).toBeGreaterThan(50);
  expect(awake.length).toBeLessThan(110);
  const [weightsNow, later] = [weightsFor(people, 'dance', 0), weightsFor(people, 'dance', 10 * 3_600_000)];
  expect(weightsNow).not.toEqual(later);
  expect(weightsFor(people, 'beat', 0)).not.toEqual(weightsNow);
  expect(people.every((person, i) => person.role !== 'farm' || weightsNow[i] === 0)).toBe(true);
});
