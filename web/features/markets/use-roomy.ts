import { useMediaQuery } from '../../ui/use-media-query.ts';

/** Whether there is room for a second column. */
export function useRoomy(): boolean {
  return useMediaQuery('(min-width: 1080px)');
}
