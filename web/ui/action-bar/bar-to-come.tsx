/**
 * For a page that may get an action bar, while that is not known: the tab bar keeps its ground meanwhile, and not its places, so nothing jumps
 * when either comes.
 */
export function BarToCome() {
  return <span hidden data-bar-to-come />;
}
