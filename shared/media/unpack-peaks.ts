/** Stored peaks as numbers from 0 to 1. */
export function unpackPeaks(text: string): number[] {
  return [...atob(text)].map(character => character.charCodeAt(0) / 255);
}
