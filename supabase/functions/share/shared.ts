import type { Measure } from './fit-poster.ts';

/** Something that can be shared: what its page says and how its picture is drawn. `version` changes with what the picture shows. */
export type Shared = {
  title: string;
  description: string;
  /** Path of its page in the app. */
  path: string;
  version: string;
  draw: (inkOf: Measure) => string;
};

/** What everybody may see under an id, or null. */
export type FindShared = (id: string) => Promise<Shared | null>;
