/**
 * How long a story waits for each thing that it expects, in milliseconds: every action of a browser and every `expect.poll`. What counts is
 * that it comes: a busy machine gets its time.
 */
export const PATIENCE_MS = 90_000;
