import type { Bands } from './bands.ts';
import type { BitReader } from './bit-reader.ts';
import { type Channel, readChannel } from './read-channel.ts';
import { INTENSITY, INTENSITY_TURNED, NOISE } from './scale-factors.ts';
import { forEachBand } from './spectrum.ts';
import { readWindowInfo } from './window-info.ts';

/** `channel_pair_element` (4.4.2.1): two channels, what they share undone (4.6.8). */
export function readPair(bits: BitReader, bands: Bands, random: () => number): [Channel, Channel] {
  const info = bits.flag() ? readWindowInfo(bits, bands) : null;
  const asSum = new Uint8Array(info ? info.groups.length * info.bands : 0);
  if (info) {
    const mask = bits.read(2);
    if (mask === 3) throw new RangeError('a mask that is none');
    if (mask === 2) asSum.fill(1);
    if (mask === 1) for (let band = 0; band < asSum.length; band++) asSum[band] = bits.read(1);
    const [left, right] = [readChannel(bits, bands, info, random), readChannel(bits, bands, info, random)];
    unmix(left, right, asSum, mask === 1);
    return [left, right];
  }
  return [readChannel(bits, bands, null, random), readChannel(bits, bands, null, random)];
}

function unmix(left: Channel, right: Channel, asSum: Uint8Array, turns: boolean): void {
  forEachBand(left.info, (band, from, to) => {
    const kind = right.books[band] as number;
    if (kind === INTENSITY || kind === INTENSITY_TURNED) {
      const opposite = (kind === INTENSITY_TURNED) !== (turns && asSum[band] === 1);
      const scale = (opposite ? -1 : 1) * (right.scales[band] as number);
      for (let at = from; at < to; at++) right.spectrum[at] = scale * (left.spectrum[at] as number);
    } else if (asSum[band] === 1 && kind !== NOISE && left.books[band] !== NOISE) {
      for (let at = from; at < to; at++) {
        const [sum, difference] = [left.spectrum[at] as number, right.spectrum[at] as number];
        left.spectrum[at] = sum + difference;
        right.spectrum[at] = sum - difference;
      }
    }
  });
}
