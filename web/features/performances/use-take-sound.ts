import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { levelOf } from '../../../shared/media/level.ts';
import { peaksQuery } from './peaks-query.ts';
import { type Performance, soundOf } from './performance.ts';
import { soundPlayer } from './sound-player.ts';

/** The sound of a take and its place in the app's one player. `near` loads the waveform: on screen or next to it. */
export function useTakeSound(take: Performance, { near }: { near: boolean }) {
  const url = soundOf(take);
  const level = levelOf(take.loudness ?? null);
  const state = useSyncExternalStore(soundPlayer.subscribe, soundPlayer.getState);
  const { data: found } = useQuery({ ...peaksQuery(url), enabled: near && url !== null && !take.peaks });
  const peaks = take.peaks ?? found;
  const own = url !== null && state.url === url;
  return {
    url,
    peaks,
    playing: own && state.playing,
    waiting: own && state.waiting && !state.playing,
    failed: own && state.failed,
    position: own ? state.position : 0,
    duration: (own && state.duration) || (take.durationMs ?? 0),
    toggle: () => url && soundPlayer.toggle(url, level),
    seek: (position: number) => url && soundPlayer.seek(url, position, level),
  };
}
