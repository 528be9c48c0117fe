import { expect, it } from 'vitest';
import { countRule } from '../detection/first-rules.ts';
import { UNKNOWN_ROOT } from '../detection/root.ts';
import { reaction } from '../testing/reaction-of-number.ts';
import { exampleOf } from './example.ts';
import { sampleRows } from './sample-rows.ts';

const TARGET = 40;
const people = Array.from({ length: 30 }, (_, i) => reaction(30 * i ** 2, `p-${i}`));
const example = exampleOf(people, UNKNOWN_ROOT, countRule(TARGET), () => 0);

it('lets each octave of size speak with one voice, and with half a voice of half the size', () => {
  const { labels, weights } = sampleRows([example], ['N'], TARGET, 1);
  const voice = (label: number) => weights.filter((_, row) => labels[row] === label).reduce((sum, weight) => sum + weight, 0);
  // No hit of 40, watched in the octaves from 10 and from 20 on; a hit of 20, watched until then, which is the octave from 20 on of 40.
  expect(voice(0)).toBeCloseTo(2, 12);
  expect(voice(1)).toBeCloseTo(0.5, 12);
  expect(weights.length).toBeGreaterThan(8);
});
