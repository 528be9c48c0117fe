import { keccak256, toHex } from 'viem';
import type { CastInput } from '../world.ts';
import type { CastRecord } from './state.ts';

/** What the journal keeps of a cast that somebody publishes. `now` is its time where it brings none. */
export function castRecord(input: CastInput, now: number): CastRecord {
  const at = input.at ?? now;
  return {
    op: 'cast',
    hash: (input.hash ?? castHash(input, at)).toLowerCase(),
    fid: input.fid,
    text: input.text,
    embeds: (input.embeds ?? []).map(embed => (typeof embed === 'string' ? { url: embed } : embed)),
    parent: input.parent ?? null,
    ...(input.channel && { channel: input.channel }),
    at,
  };
}

/** A stable 20-byte hash: the same cast published twice is one cast. */
function castHash({ fid, text, parent }: CastInput, at: number): string {
  return `0x${keccak256(toHex(JSON.stringify([fid, text, parent ?? null, at]))).slice(2, 42)}`;
}
