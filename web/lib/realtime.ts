import { useEffect, useRef } from 'react';
import { listen } from './realtime-topics.ts';

export type BroadcastHandlers = Record<string, (payload: unknown) => void>;

/**
 * Follows a topic while the component is there. `null` follows nothing. Handlers may change from render to render.
 * `onJoin` runs at each join and re-join, and again and again while live updates are away: what was missed must be read again.
 */
export function useBroadcast(topic: string | null, handlers: BroadcastHandlers, { onJoin }: { onJoin?: () => void } = {}): void {
  const latest = useRef({ handlers, onJoin });
  latest.current = { handlers, onJoin };
  useEffect(() => {
    if (topic === null) return;
    return listen(topic, {
      onEvent: (event, payload) => latest.current.handlers[event]?.(payload),
      onJoin: () => latest.current.onJoin?.(),
    });
  }, [topic]);
}
