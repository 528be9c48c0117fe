/** Whether the person asked their device for less motion: then nothing moves by itself. */
export const lessMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
