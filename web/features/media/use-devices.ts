import { useCallback, useEffect, useRef } from 'react';
import { askDevices, type Devices, type Facing, stopStream } from './ask-devices.ts';

/** One camera or microphone at a time, the one that was asked for last. It is let go of with the screen, also when it is given after that. */
export function useDevices() {
  const held = useRef<MediaStream | null>(null);
  const turn = useRef(0);
  const release = useCallback(() => {
    turn.current += 1;
    if (held.current) stopStream(held.current);
    held.current = null;
  }, []);
  useEffect(() => release, [release]);

  /** Null when it is no longer wanted. */
  const ask = async (film: boolean, facing: Facing): Promise<Devices | null> => {
    release();
    const own = turn.current;
    const given = await askDevices(film, facing);
    const stream = 'stream' in given ? given.stream : null;
    if (own === turn.current) {
      held.current = stream;
      return given;
    }
    if (stream) stopStream(stream);
    return null;
  };
  return { ask, release };
}
