import { describe, expect, it } from 'vitest';
import { circleOf, emptyMemory, learnCircles } from './circles.ts';

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

  it('keeps two rings apart and strangers out', () => {
    const memory = emptyMemory();
    for (let i = 0; i < 4; i++) {
      learnCircles(memory, [...people('a', 30), ...people('stranger', 10, i * 10)]);
      learnCircles(memory, people('b', 30));
    }
    expect(circleOf(memory, 'a-1')).not.toBe(circleOf(memory, 'b-1'));
    expect(people('stranger', 40).every(actor => circleOf(memory, actor) === 0)).toBe(true);
  });

  it('takes an audience that shares some of its people for no circle', () => {
    const memory = emptyMemory();
    for (let i = 0; i < 8; i++) learnCircles(memory, [...people('fan', 15), ...people('guest', 60, i * 60)]);
    expect(people('fan', 15).every(actor => circleOf(memory, actor) === 0)).toBe(true);
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
