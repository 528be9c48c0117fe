import { standardise } from '../detection/standardise.ts';

/**
 * Rows of features, one after the other in `values`, `width` numbers each. `moves`, of the same shape, says what each row would gain by a
 * change that the score should not answer to.
 */
export type Rows = {
  width: number;
  values: Float64Array;
  labels: Uint8Array;
  weights: Float64Array;
  moves: Float64Array | null;
};

/** What was fitted, in log-odds: `intercept` + Σ `weights` · standardised features. `means` and `scales` standardise them. */
export type Logistic = { intercept: number; weights: number[]; means: number[]; scales: number[] };

const NEWTON_STEPS = 12;

/** How much an answer to `moves` costs, in terms of the loss. Half of it keeps fewer firings in place; more was measured to keep no more. */
const STEADINESS = 2;

/**
 * Ridge logistic regression by Newton's method: minimises Σ w·logloss + ridge/2·|weights|² + 1/2·Σ w·(score's answer to the row's move)² over
 * standardised features, the intercept free. A feature that never varies gets weight 0.
 */
export function fitLogistic(rows: Rows, ridge: number): Logistic {
  const { means, scales } = momentsOf(rows);
  const { width } = rows;
  const size = width + 1;
  const count = rows.labels.length;
  const z = new Float64Array(count * size);
  for (let row = 0; row < count; row++) {
    z[row * size] = 1;
    for (let j = 0; j < width; j++) {
      z[row * size + j + 1] = standardise(rows.values[row * width + j] ?? 0, means[j] ?? 0, scales[j] ?? 1);
    }
  }
  const beta = new Float64Array(size);
  const penalty = penaltyOf(rows, scales, ridge);
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const hessian = new Float64Array(size * size);
    const gradient = new Float64Array(size);
    for (let row = 0; row < count; row++) {
      const at = row * size;
      let score = 0;
      for (let j = 0; j < size; j++) score += (z[at + j] as number) * (beta[j] as number);
      const p = 1 / (1 + Math.exp(-score));
      const weight = rows.weights[row] as number;
      const miss = weight * ((rows.labels[row] as number) - p);
      const bend = weight * p * (1 - p);
      for (let j = 0; j < size; j++) {
        const zj = z[at + j] as number;
        gradient[j] = (gradient[j] as number) + miss * zj;
        const bent = bend * zj;
        for (let k = 0; k <= j; k++) hessian[j * size + k] = (hessian[j * size + k] as number) + bent * (z[at + k] as number);
      }
    }
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < size; k++) {
        const cost = penalty[j * size + k] as number;
        gradient[j] = (gradient[j] as number) - cost * (beta[k] as number);
        if (k <= j) hessian[j * size + k] = (hessian[j * size + k] as number) + cost;
      }
    }
    hessian[0] = (hessian[0] as number) + 1e-9;
    const move = solvePositive(hessian, gradient, size);
    let largest = 0;
    for (let j = 0; j < size; j++) {
      beta[j] = (beta[j] as number) + (move[j] as number);
      largest = Math.max(largest, Math.abs(move[j] as number));
    }
    if (largest < 1e-6) break;
  }
  return { intercept: beta[0] as number, weights: [...beta.subarray(1)], means, scales };
}

/** The quadratic form that the weights are kept small in: the ridge, and the answers to the rows' moves. The intercept is free. */
function penaltyOf({ width, weights, moves }: Rows, scales: readonly number[], ridge: number): Float64Array {
  const size = width + 1;
  const penalty = new Float64Array(size * size);
  for (let j = 1; j < size; j++) penalty[j * size + j] = ridge;
  if (moves === null) return penalty;
  const move = new Float64Array(size);
  for (let row = 0; row < weights.length; row++) {
    const weight = STEADINESS * (weights[row] as number);
    for (let j = 1; j < size; j++) move[j] = (moves[row * width + j - 1] as number) / (scales[j - 1] as number);
    for (let j = 1; j < size; j++) {
      const cost = weight * (move[j] as number);
      if (cost === 0) continue;
      for (let k = 1; k < size; k++) penalty[j * size + k] = (penalty[j * size + k] as number) + cost * (move[k] as number);
    }
  }
  return penalty;
}

/** Weighted mean and standard deviation of each feature over the rows where it is known; scale 1 where it never varies. */
function momentsOf({ width, values, weights }: Rows): { means: number[]; scales: number[] } {
  const means: number[] = [];
  const scales: number[] = [];
  for (let j = 0; j < width; j++) {
    let total = 0;
    let sum = 0;
    for (let row = 0; row < weights.length; row++) {
      const value = values[row * width + j] as number;
      if (Number.isNaN(value)) continue;
      total += weights[row] as number;
      sum += (weights[row] as number) * value;
    }
    const mean = total > 0 ? sum / total : 0;
    let squares = 0;
    for (let row = 0; row < weights.length; row++) {
      const value = values[row * width + j] as number;
      if (!Number.isNaN(value)) squares += (weights[row] as number) * (value - mean) ** 2;
    }
    const scale = total > 0 ? Math.sqrt(squares / total) : 0;
    means.push(mean);
    scales.push(scale > 1e-9 ? scale : 1);
  }
  return { means, scales };
}

/** Solves A x = b for a symmetric positive definite A, of which only the lower triangle is read (Cholesky). */
export function solvePositive(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const l = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * size + j] as number;
      for (let k = 0; k < j; k++) sum -= (l[i * size + k] as number) * (l[j * size + k] as number);
      l[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (l[j * size + j] as number);
    }
  }
  const x = Float64Array.from(b);
  for (let i = 0; i < size; i++) {
    let sum = x[i] as number;
    for (let k = 0; k < i; k++) sum -= (l[i * size + k] as number) * (x[k] as number);
    x[i] = sum / (l[i * size + i] as number);
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i] as number;
    for (let k = i + 1; k < size; k++) sum -= (l[k * size + i] as number) * (x[k] as number);
    x[i] = sum / (l[i * size + i] as number);
  }
  return x;
}
