import { expect, test } from 'vitest';
import { posterLines } from '../../shared/performances/poster-lines.ts';
import { titleOfCast } from '../../shared/performances/title-of-cast.ts';
import { createPeople } from './people.ts';
import { createProgramme } from './programme.ts';

const people = createPeople('test', 120, 1_800_000_000_000);
const create = (seed = 'test', creatorCascade = { before: 40, after: 150, afterSeconds: 90 }) =>
  createProgramme({ seed, performers: people.map(({ fid, account }) => ({ fid, account })), creatorFid: 3621, creatorCascade });

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
    expect(kind).toBe('song');
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
