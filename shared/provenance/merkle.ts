import { concatHex, type Hex, keccak256, stringToBytes } from 'viem';
import { canonicalJson } from '../kernel/canonical-json.ts';
import type { ProvenanceRecord } from './schema.ts';

/** A record's leaf: hashed twice, so that no inner node can pass for one. */
export function leafOf(record: ProvenanceRecord): Hex {
  return keccak256(keccak256(stringToBytes(canonicalJson(record))));
}

/** Two nodes in the order of their values, so that a proof needs no sides. */
function joined(a: Hex, b: Hex): Hex {
  return keccak256(concatHex(BigInt(a) < BigInt(b) ? [a, b] : [b, a]));
}

function above(level: readonly Hex[]): Hex[] {
  const next: Hex[] = [];
  for (let i = 0; i < level.length; i += 2) {
    const [left, right] = [level[i] as Hex, level[i + 1]];
    // The last of an odd number goes up as it is: doubling it would let the same root stand for two lists.
    next.push(right === undefined ? left : joined(left, right));
  }
  return next;
}

/** @throws RangeError for no leaves at all */
export function merkleRoot(leaves: readonly Hex[]): Hex {
  let level = leaves;
  while (level.length > 1) level = above(level);
  if (level[0] === undefined) throw new RangeError('a batch without records has no root');
  return level[0];
}

/** The siblings on the way from leaf `index` to the root. */
export function merkleProof(leaves: readonly Hex[], index: number): Hex[] {
  const proof: Hex[] = [];
  let at = index;
  for (let level = leaves; level.length > 1; level = above(level)) {
    const sibling = level[at ^ 1];
    if (sibling !== undefined) proof.push(sibling);
    at >>= 1;
  }
  return proof;
}

/** The root that a leaf and its proof lead to. */
export function rootFrom(leaf: Hex, proof: readonly Hex[]): Hex {
  return proof.reduce(joined, leaf);
}
