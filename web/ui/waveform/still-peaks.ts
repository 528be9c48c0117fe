/** The shape of a waveform that stands where sound will be: nobody's take. */
export const STILL_PEAKS: readonly number[] = Array.from({ length: 90 }, (_, at) => {
  const swell = Math.sin((at / 90) * Math.PI);
  return 0.25 + 0.45 * swell * Math.abs(Math.sin(at / 5.3)) + 0.2 * Math.abs(Math.sin(at * 1.7));
});
