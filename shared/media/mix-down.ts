/** A stretch of sound as one: the mean of its channels, and how much power (the sum of squares) is in that, and in the channels' mean. */
type Mixed = { samples: Float32Array; power: number; ownPower: number };

/**
 * The mean of channels of the same length. What is louder than full scale is clipped, as players do: one sample that is not would
 * make silence of all others.
 */
export function mixDown(channels: readonly Float32Array[]): Mixed {
  const samples = new Float32Array(channels[0]?.length ?? 0);
  let [power, ownPower] = [0, 0];
  for (let i = 0; i < samples.length; i++) {
    let sum = 0;
    for (const channel of channels) {
      const sample = clip(channel[i] as number);
      sum += sample;
      ownPower += (sample * sample) / channels.length;
    }
    const mean = sum / channels.length;
    samples[i] = mean;
    power += mean * mean;
  }
  return { samples, power, ownPower };
}

const clip = (sample: number) => (sample > 1 ? 1 : sample >= -1 ? sample : sample < -1 ? -1 : 0);
