import { useMediaQuery } from '../../ui/use-media-query.ts';

/** Whether there is room for two columns. */
export function useWide(): boolean {
  return useMediaQuery('(min-width: 720px)');
}
