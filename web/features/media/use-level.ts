import { useEffect, useState } from 'react';

/** How many levels the drawing keeps: one for each bar of a minute's recording. */
const SAMPLE_MS = 100;

/** The loudest sample of the last tenth of a second, 0 to 1, ten times a second. */
export function useLevel(stream: MediaStream | null): number {
  const [level, setLevel] = useState(0);
  useEffect(() => {
    if (!stream || stream.getAudioTracks().length === 0) return;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 2048;
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      setLevel(samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0));
    }, SAMPLE_MS);
    return () => {
      clearInterval(timer);
      void context.close();
    };
  }, [stream]);
  return level;
}

/** A level in words, and as a part of the meter: −50 dB and less is none of it, full scale all. */
export function levelOf(sample: number): { part: number; words: 'Quiet' | 'Good level' | 'Too hot' } {
  const decibels = sample > 0 ? 20 * Math.log10(sample) : -100;
  const part = Math.min(1, Math.max(0, (decibels + 50) / 50));
  return { part, words: decibels > -1 ? 'Too hot' : decibels < -32 ? 'Quiet' : 'Good level' };
}
