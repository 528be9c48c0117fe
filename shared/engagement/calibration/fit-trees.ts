import type { Rows } from './fit-logistic.ts';
import { randomOf } from './random.ts';

/** A tree of depth 3 as a flat heap: node i has children 2i+1 (feature ≤ cut) and 2i+2; leaves are the last 8 values. */
export type Tree = { features: number[]; cuts: number[]; leaves: number[] };

export type TreeOptions = { count: number; rate: number; l2: number; minWeight: number; rowShare: number; seed: number };

const DEPTH = 3;
const INNER = 2 ** DEPTH - 1;
const BINS = 32;

/** The trees' sum for one row: each adds the leaf that the row falls into. Unknown (NaN) goes right. */
export function leafOf({ features, cuts, leaves }: Tree, values: ArrayLike<number>, offset = 0): number {
  let node = 0;
  while (node < INNER)
    node = 2 * node + ((values[offset + (features[node] as number)] as number) <= (cuts[node] as number) ? 1 : 2);
  return leaves[node - INNER] as number;
}

/** Gradient boosting of small trees on logistic loss (Newton leaves, histogram cuts), each on a seeded share of the rows. */
export function fitTrees(rows: Rows, options: TreeOptions): { base: number; trees: Tree[] } {
  const { width, labels, weights } = rows;
  const count = labels.length;
  const random = randomOf(options.seed);
  const { binned, edges } = binOf(rows);
  let positive = 0;
  let total = 0;
  for (let row = 0; row < count; row++) {
    total += weights[row] as number;
    positive += (weights[row] as number) * (labels[row] as number);
  }
  const rate = Math.min(0.999, Math.max(0.001, positive / total));
  const base = Math.log(rate / (1 - rate));
  const scores = new Float64Array(count).fill(base);
  const gradient = new Float64Array(count);
  const hessian = new Float64Array(count);
  const trees: Tree[] = [];
  for (let round = 0; round < options.count; round++) {
    const nodes = new Int8Array(count);
    for (let row = 0; row < count; row++) {
      const p = 1 / (1 + Math.exp(-(scores[row] as number)));
      gradient[row] = (weights[row] as number) * ((labels[row] as number) - p);
      hessian[row] = (weights[row] as number) * p * (1 - p);
      nodes[row] = random() < options.rowShare ? 0 : -1;
    }
    const tree = growTree({ binned, edges, width, count, nodes, gradient, hessian, options });
    trees.push(tree);
    for (let row = 0; row < count; row++) scores[row] = (scores[row] as number) + leafOf(tree, rows.values, row * width);
  }
  return { base, trees };
}

type Growing = {
  binned: Uint8Array;
  edges: number[][];
  width: number;
  count: number;
  nodes: Int8Array;
  gradient: Float64Array;
  hessian: Float64Array;
  options: TreeOptions;
};

function growTree({ binned, edges, width, count, nodes, gradient, hessian, options }: Growing): Tree {
  const tree: Tree = { features: Array(INNER).fill(0), cuts: Array(INNER).fill(Number.POSITIVE_INFINITY), leaves: [] };
  const cutBins = new Int16Array(INNER).fill(BINS);
  for (let depth = 0; depth < DEPTH; depth++) {
    const first = 2 ** depth - 1;
    const level = 2 ** depth;
    const sums = new Float64Array(level * width * BINS * 2);
    for (let row = 0; row < count; row++) {
      const node = (nodes[row] as number) - first;
      if (node < 0) continue;
      const g = gradient[row] as number;
      const h = hessian[row] as number;
      for (let j = 0; j < width; j++) {
        const at = ((node * width + j) * BINS + (binned[row * width + j] as number)) * 2;
        sums[at] = (sums[at] as number) + g;
        sums[at + 1] = (sums[at + 1] as number) + h;
      }
    }
    for (let node = 0; node < level; node++) {
      const best = bestCut(sums, node, width, options);
      tree.features[first + node] = best.feature;
      cutBins[first + node] = best.bin;
      tree.cuts[first + node] =
        best.bin >= BINS ? Number.POSITIVE_INFINITY : (edges[best.feature]?.[best.bin] ?? Number.POSITIVE_INFINITY);
    }
    for (let row = 0; row < count; row++) {
      const node = nodes[row] as number;
      if (node < first) continue;
      const bin = binned[row * width + (tree.features[node] as number)] as number;
      nodes[row] = 2 * node + (bin <= (cutBins[node] as number) ? 1 : 2);
    }
  }
  const g = new Float64Array(INNER + 1);
  const h = new Float64Array(INNER + 1);
  for (let row = 0; row < count; row++) {
    const leaf = (nodes[row] as number) - INNER;
    if (leaf < 0) continue;
    g[leaf] = (g[leaf] as number) + (gradient[row] as number);
    h[leaf] = (h[leaf] as number) + (hessian[row] as number);
  }
  for (let leaf = 0; leaf <= INNER; leaf++)
    tree.leaves.push((options.rate * (g[leaf] as number)) / ((h[leaf] as number) + options.l2));
  return tree;
}

function bestCut(sums: Float64Array, node: number, width: number, { l2, minWeight }: TreeOptions) {
  let best = { gain: 1e-9, feature: 0, bin: BINS };
  for (let feature = 0; feature < width; feature++) {
    const at = (node * width + feature) * BINS * 2;
    let g = 0;
    let h = 0;
    for (let bin = 0; bin < BINS; bin++) {
      g += sums[at + bin * 2] as number;
      h += sums[at + bin * 2 + 1] as number;
    }
    let left = 0;
    let leftWeight = 0;
    for (let bin = 0; bin < BINS - 1; bin++) {
      left += sums[at + bin * 2] as number;
      leftWeight += sums[at + bin * 2 + 1] as number;
      if (leftWeight < minWeight || h - leftWeight < minWeight) continue;
      const gain = left ** 2 / (leftWeight + l2) + (g - left) ** 2 / (h - leftWeight + l2) - g ** 2 / (h + l2);
      if (gain > best.gain) best = { gain, feature, bin };
    }
  }
  return best;
}

/** Cuts each feature at its quantiles; unknown falls into the last bin. */
function binOf({ width, values, labels }: Rows): { binned: Uint8Array; edges: number[][] } {
  const count = labels.length;
  const binned = new Uint8Array(count * width);
  const edges: number[][] = [];
  for (let j = 0; j < width; j++) {
    const known: number[] = [];
    for (let row = 0; row < count; row++) {
      const value = values[row * width + j] as number;
      if (!Number.isNaN(value)) known.push(value);
    }
    known.sort((a, b) => a - b);
    const cuts: number[] = [];
    for (let bin = 1; bin < BINS; bin++) cuts.push(known[Math.floor((bin / BINS) * known.length)] ?? 0);
    edges.push(cuts);
    for (let row = 0; row < count; row++) {
      const value = values[row * width + j] as number;
      let bin = 0;
      if (Number.isNaN(value)) bin = BINS - 1;
      else while (bin < BINS - 1 && value > (cuts[bin] as number)) bin++;
      binned[row * width + j] = bin;
    }
  }
  return { binned, edges };
}
