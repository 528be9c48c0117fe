import { describe, expect, it } from 'vitest';
import { randomOf } from '../calibration/random.ts';
import { type CircleMemory, circleOf, emptyMemory } from './circle-memory.ts';
import { learnCircles } from './circles.ts';

const people = (name: string, count: number, from = 0) => Array.from({ length: count }, (_, i) => `${name}-${from + i}`);

describe('learnCircles', () => {
  it('knows a ring after three performances together', () => {
    const memory = emptyMemory();
    const ring = people('ring', 40);
    learnCircles(memory, ring);
    learnCircles(memory, ring.slice(0, 30));
    expect(circleOf(memory, 'ring-0')).toBe(0);
    learnCircles(memory, ring.slice(5));
    expect(circleOf(memory, 'ring-10')).toBeGreaterThan(0);
    expect(circleOf(memory, 'ring-11')).toBe(circleOf(memory, 'ring-10'));
    learnCircles(memory, ring);
    expect(new Set(ring.map(actor => circleOf(memory, actor))).size).toBe(1);
  });

  it('knows most of a ring of whom four in ten come each time', () => {
    const memory = emptyMemory();
    const random = randomOf(4);
    const shares = Array.from({ length: 60 }, () => {
      const came = people('ring', 40).filter(() => random() < 0.4);
      const share = came.filter(actor => circleOf(memory, actor) > 0).length / came.length;
      learnCircles(memory, came);
      return share;
    });
    const late = shares.slice(20);
    expect(late.reduce((sum, share) => sum + share, 0) / late.length).toBeGreaterThan(0.9);
  });

  it('does not know who came with an audience now and then', () => {
    const memory = emptyMemory();
    const random = randomOf(5);
    for (let i = 0; i < 80; i++)
      learnCircles(
        memory,
        people('fan', 60).filter((_, fan) => random() < (fan < 12 ? 0.6 : 0.12)),
      );
    const known = (from: number, to: number) =>
      people('fan', to - from, from).filter(actor => circleOf(memory, actor) !== 0).length / (to - from);
    expect(known(0, 12)).toBeGreaterThan(0.8);
    expect(known(12, 60)).toBeLessThan(0.2);
  });

  it('keeps two rings apart and strangers out', () => {
    const memory = emptyMemory();
    for (let i = 0; i < 4; i++) {
      learnCircles(memory, [...people('a', 30), ...people('stranger', 10, i * 10)]);
      learnCircles(memory, people('b', 30));
    }
    expect(circleOf(memory, 'a-1')).not.toBe(circleOf(memory, 'b-1'));
    expect(people('stranger', 40).every(actor => circleOf(memory, actor) === 0)).toBe(true);
  });

  it('knows a ring that hides in crowds, whoever else was there', () => {
    const memory = emptyMemory();
    for (let i = 0; i < 3; i++) learnCircles(memory, [...people('ring', 40), ...people('guest', 300, i * 300)]);
    expect(circleOf(memory, 'ring-0')).toBeGreaterThan(0);
    expect(people('guest', 900).every(actor => circleOf(memory, actor) === 0)).toBe(true);
  });

  it('takes more than 64 who keep coming back for an audience', () => {
    const memory = emptyMemory();
    for (let i = 0; i < 4; i++) learnCircles(memory, people('fan', 65));
    expect(people('fan', 65).every(actor => circleOf(memory, actor) === 0)).toBe(true);
  });

  it('knows a ring that follows a large audience around, and not who comes now and then', () => {
    const memory = emptyMemory();
    const random = randomOf(7);
    const some = (all: readonly string[], share: number) => all.filter(() => random() < share);
    for (let i = 0; i < 60; i++)
      learnCircles(memory, [
        ...some(people('ring', 40), 0.85),
        ...some(people('fan', 300), 0.25),
        ...people('guest', 50, i * 50),
      ]);
    expect(people('ring', 40).filter(actor => circleOf(memory, actor) !== 0).length).toBeGreaterThan(30);
    expect(people('fan', 300).filter(actor => circleOf(memory, actor) !== 0).length).toBeLessThan(30);
  });

  it('knows most of a ring of which six in ten come each time', () => {
    const memory = emptyMemory();
    const random = randomOf(8);
    for (let i = 0; i < 12; i++)
      learnCircles(
        memory,
        people('ring', 40).filter(() => random() < 0.6),
      );
    expect(people('ring', 40).filter(actor => circleOf(memory, actor) !== 0).length).toBeGreaterThan(35);
  });

  it('leaves other circles as they are when a ring comes to everything, and finds the ring', () => {
    const random = randomOf(9);
    const shows = Array.from({ length: 60 }, (_, i) => [
      ...people('fan', 80).filter(() => random() < 0.1),
      ...(i % 3 === 0 ? people('club', 9).filter(() => random() < 0.9) : []),
    ]);
    const [alone, met] = [emptyMemory(), emptyMemory()];
    for (const show of shows) {
      learnCircles(alone, show);
      learnCircles(met, [...show, ...people('ring', 40).filter(() => random() < 0.85)]);
    }
    const known = (memory: CircleMemory, name: string, count: number) =>
      people(name, count).filter(actor => circleOf(memory, actor) !== 0).length;
    expect([known(alone, 'club', 9), known(alone, 'fan', 80)]).toEqual([9, 2]);
    expect([known(met, 'club', 9), known(met, 'ring', 40)]).toEqual([9, 40]);
    expect(known(met, 'fan', 80)).toBeLessThan(10);
  });

  it('makes an audience of circles that grew together, little by little', () => {
    const memory = emptyMemory();
    const grown = (count: number) => {
      for (let i = 0; i < 8; i++) learnCircles(memory, people('fan', count));
      return people('fan', count).filter(actor => circleOf(memory, actor) !== 0).length;
    };
    expect([20, 40, 60, 80].map(grown)).toEqual([20, 40, 60, 0]);
  });

  it('makes one circle of two that share somebody', () => {
    const memory = emptyMemory();
    for (const from of [0, 0, 0, 9, 9, 9]) learnCircles(memory, people('ring', 10, from));
    expect(new Set(people('ring', 19).map(actor => circleOf(memory, actor))).size).toBe(1);
    expect(memory.members.size).toBe(1);
  });

  it('forgets the longest unseen people first', () => {
    const memory = emptyMemory(50);
    for (let i = 0; i < 3; i++) learnCircles(memory, people('ring', 40));
    learnCircles(memory, people('new', 50));
    expect(memory.histories.size).toBe(50);
    expect(circleOf(memory, 'ring-0')).toBe(0);
    expect(memory.circles.size).toBe(0);
  });
});
