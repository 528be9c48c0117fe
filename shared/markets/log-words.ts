import type { Address, Hex } from 'viem';

/**
 * Reading a log's data by its 32-byte words: every event that the indexer follows has its fixed-size fields at fixed places, and
 * a general decoder is ten times slower, which counts where a function has two seconds of CPU. Tests hold each reader against the
 * published ABI.
 */
const WORD = 64;

/** The n-th word of the data, as 64 hex digits. @throws RangeError where the data is shorter. */
function wordAt(data: Hex, n: number): string {
  const word = data.slice(2 + n * WORD, 2 + (n + 1) * WORD);
  if (word.length !== WORD) throw new RangeError('a log shorter than its event');
  return word;
}

/** @throws RangeError where the word does not fit the type's bits: no contract that keeps to its ABI writes that. */
export function uintAt(data: Hex, n: number, bits = 256): bigint {
  return fitting(BigInt(`0x${wordAt(data, n)}`), BigInt.asUintN, bits);
}

/** @throws RangeError as `uintAt` */
export function intAt(data: Hex, n: number, bits = 256): bigint {
  return fitting(BigInt.asIntN(256, uintAt(data, n)), BigInt.asIntN, bits);
}

function fitting(value: bigint, as: (bits: number, value: bigint) => bigint, bits: number): bigint {
  if (bits < 256 && as(bits, value) !== value) throw new RangeError('a word larger than its type');
  return value;
}

/** Word `n` as a truth value. */
export function boolAt(data: Hex, n: number): boolean {
  return uintAt(data, n) !== 0n;
}

/** In lower case, as nodes give it. */
export function addressAt(data: Hex, n: number): Address {
  return `0x${wordAt(data, n).slice(24)}`;
}

/** Word `n` as it is, 32 bytes. */
export function hashAt(data: Hex, n: number): Hex {
  return `0x${wordAt(data, n)}`;
}

/** An indexed address. @throws RangeError when the log has no such topic */
export function addressOfTopic(topic: Hex | undefined): Address {
  if (topic?.length !== 2 + WORD) throw new RangeError('a log without its topic');
  return `0x${topic.slice(26)}`;
}
