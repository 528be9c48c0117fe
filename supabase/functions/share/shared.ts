import { hashOf } from '../_shared/adapters/secrets.ts';
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

type Said<Card> = Pick<Shared, 'title' | 'description' | 'path'> & { card: Card; draw: (card: Card, inkOf: Measure) => string };

/** What is shared, under a version that follows from its card: nothing that a picture shows can change without it. */
export async function sharedOf<Card>({ card, draw, ...words }: Said<Card>): Promise<Shared> {
  const version = (await hashOf(JSON.stringify(card))).slice(0, 16);
  return { ...words, version, draw: inkOf => draw(card, inkOf) };
}

/** What everybody may see under an id, or null. */
export type FindShared = (id: string) => Promise<Shared | null>;
