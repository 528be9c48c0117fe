import { useEffect, useRef, useState } from 'react';
import { LONGEST_MS } from '../../../shared/media/limits.ts';
import { haptic } from '../../lib/host-actions.ts';
import { forgetSlices, keepSlice } from './draft-store.ts';
import { type Recorder, startRecorder } from './recorder.ts';

const COUNT_FROM = 3;
/** A bar of the waveform is so long. */
export const TICK_MS = 100;

export type RecordingState = {
  phase: 'ready' | 'counting' | 'recording' | 'paused' | 'ending';
  count: number;
  elapsed: number;
  bars: number[];
};

/** Countdown, recording, pauses and the end at 60 s, over one stream. `level` draws the bars; `onDone` gets the recording. */
export function useRecording(stream: MediaStream, level: number, onDone: (recording: Blob) => void) {
  const recorder = useRef<Recorder | null>(null);
  const [state, setState] = useState<RecordingState>({ phase: 'ready', count: 0, elapsed: 0, bars: [] });
  const loudest = useRef(0);
  loudest.current = level;
  const done = useRef(onDone);
  done.current = onDone;

  const end = async () => {
    const running = recorder.current;
    if (!running) return;
    recorder.current = null;
    setState(before => ({ ...before, phase: 'ending' }));
    haptic('medium');
    done.current(await running.stop());
  };
  const finish = useRef(end);
  finish.current = end;

  const begin = () => {
    void forgetSlices();
    recorder.current = startRecorder(
      stream,
      slice => void keepSlice(slice),
      () => void finish.current(),
    );
    haptic('medium');
    setState({ phase: 'recording', count: 0, elapsed: 0, bars: [] });
  };
  const start = useRef(begin);
  start.current = begin;

  const { phase } = state;
  useEffect(() => {
    if (phase !== 'counting') return;
    const timer = setInterval(() => {
      setState(before => ({ ...before, count: before.count - 1 }));
    }, 1_000);
    return () => clearInterval(timer);
  }, [phase]);
  const over = phase === 'counting' && state.count <= 0;
  useEffect(() => {
    if (over) start.current();
  }, [over]);
  useEffect(() => {
    if (phase !== 'recording') return;
    const timer = setInterval(() => {
      const elapsed = recorder.current?.elapsed() ?? 0;
      setState(before => ({ ...before, elapsed, bars: [...before.bars, loudest.current] }));
      if (elapsed >= LONGEST_MS) void finish.current();
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [phase]);
  useEffect(() => () => recorder.current?.drop(), []);

  return {
    state,
    count: () => setState({ phase: 'counting', count: COUNT_FROM, elapsed: 0, bars: [] }),
    cancel: () => setState(before => ({ ...before, phase: 'ready' })),
    pause: () => {
      recorder.current?.pause();
      setState(before => ({ ...before, phase: 'paused' }));
    },
    resume: () => {
      recorder.current?.resume();
      setState(before => ({ ...before, phase: 'recording' }));
    },
    startOver: () => {
      void forgetSlices();
      recorder.current?.drop();
      recorder.current = null;
      setState({ phase: 'ready', count: 0, elapsed: 0, bars: [] });
    },
    end: () => void end(),
  };
}
