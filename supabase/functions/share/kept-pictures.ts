/** `draw`, which remembers the last `most` that it drew. What is drawn is all that a picture depends on, so none is ever old. */
export function keepPictures<P>(
  draw: (svg: string) => P,
  most: number,
): { find: (svg: string) => P | undefined; draw: (svg: string) => P } {
  const kept = new Map<string, P>();
  return {
    find: svg => {
      const found = kept.get(svg);
      if (found === undefined) return undefined;
      kept.delete(svg);
      kept.set(svg, found);
      return found;
    },
    draw: svg => {
      const made = draw(svg);
      kept.set(svg, made);
      const [oldest] = kept.size > most ? kept.keys() : [];
      if (oldest !== undefined) kept.delete(oldest);
      return made;
    },
  };
}
