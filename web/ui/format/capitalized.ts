/** A word as a sentence or a label begins with it. */
export const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
