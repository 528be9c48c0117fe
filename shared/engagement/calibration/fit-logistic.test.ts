import { describe, expect, it } from 'vitest';
import { fitLogistic, solvePositive } from './fit-logistic.ts';
import { randomOf } from './random.ts';

describe('solvePositive', () => {
  it('solves what it is given', () => {
    const x = solvePositive(Float64Array.of(4, 0, 0, 2, 5, 0, 1, 3, 6), Float64Array.of(11, 21, 25), 3);
    expect([...x].map(each => Math.round(each * 1e9) / 1e9)).toEqual([1, 2, 3]);
  });
});

describe('fitLogistic', () => {
  const random = randomOf(5);
  const count = 20_000;
  const values = Float64Array.from({ length: count * 2 }, () => 4 * random() - 2);
  const labels = Uint8Array.from({ length: count }, (_, row) => {
    const score = 0.5 + 1.5 * (values[row * 2] ?? 0);
    return Number(random() < 1 / (1 + Math.exp(-score)));
  });
  const weights = new Float64Array(count).fill(1);

  it('finds the weights that made the labels', () => {
    const fit = fitLogistic({ width: 2, values, labels, weights, moves: null }, 0.1);
    const slopes = fit.weights.map((weight, i) => weight / (fit.scales[i] ?? 1));
    expect(slopes[0]).toBeCloseTo(1.5, 1);
    expect(slopes[1]).toBeCloseTo(0, 1);
    const intercept = fit.intercept - slopes.reduce((sum, slope, i) => sum + slope * (fit.means[i] ?? 0), 0);
    expect(intercept).toBeCloseTo(0.5, 1);
  });

  it('shrinks with the ridge, and gives a feature that never varies or is never known no weight', () => {
    const loose = fitLogistic({ width: 2, values, labels, weights, moves: null }, 0.1);
    const tight = fitLogistic({ width: 2, values, labels, weights, moves: null }, 1e5);
    expect(Math.abs(tight.weights[0] ?? 0)).toBeLessThan(Math.abs(loose.weights[0] ?? 0) / 10);
    const dead = values.map((value, i) => (i % 2 === 0 ? value : Number.NaN));
    expect(fitLogistic({ width: 2, values: dead, labels, weights, moves: null }, 0.1).weights[1]).toBe(0);
  });

  it('answers less to what it should not answer to', () => {
    const twins = Float64Array.from({ length: count * 2 }, (_, i) => values[i - (i % 2)] ?? 0);
    const rows = { width: 2, values: twins, labels, weights };
    const moves = Float64Array.from({ length: count * 2 }, (_, i) => Number(i % 2 === 0));
    const free = fitLogistic({ ...rows, moves: null }, 0.1).weights;
    const steady = fitLogistic({ ...rows, moves }, 0.1).weights;
    expect(Math.abs((free[0] ?? 0) - (free[1] ?? 0))).toBeLessThan(1e-6);
    expect(Math.abs(steady[0] ?? 1)).toBeLessThan((steady[1] ?? 0) / 100);
    expect((steady[0] ?? 0) + (steady[1] ?? 0)).toBeCloseTo((free[0] ?? 0) + (free[1] ?? 0), 2);
  });
});
