import type { Root } from './detection/root.ts';
import type { Post } from './schema.ts';

/** What detection knows of a post before anybody reacted. */
export function rootOf({ creatorFollowers, creatorUsual }: Pick<Post, 'creatorFollowers' | 'creatorUsual'>): Root {
  return { followers: creatorFollowers, usual: creatorUsual };
}
