import { type AacConfig, SAMPLE_RATES } from './read-config.ts';

/** A packet of an ADTS file without its header, and what that says; null where there is none. @throws RangeError for other kinds of AAC than low complexity */
export function readAdts(packet: Uint8Array): { config: AacConfig; payload: Uint8Array } | null {
  const [first = 0, second = 0, third = 0] = packet;
  if (first !== 0xff || (second & 0xf6) !== 0xf0 || packet.length < 9) return null;
  const rateIndex = (third >> 2) & 0xf;
  const sampleRate = SAMPLE_RATES[rateIndex];
  const blocks = ((packet[6] as number) & 3) + 1;
  if (third >> 6 !== 1 || sampleRate === undefined || blocks !== 1) throw new RangeError('AAC of a kind that is not read here');
  return { config: { rateIndex, sampleRate }, payload: packet.subarray((second & 1) === 1 ? 7 : 9) };
}
