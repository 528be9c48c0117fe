import type { Root } from './detection/root.ts';
import type { Post } from './schema.ts';

type Known = Pick<Post, 'creatorFollowers' | 'creatorUsual' | 'ordinaryWorth'>;

/** What detection knows of a post before anybody reacted. */
export function rootOf({ creatorFollowers, creatorUsual, ordinaryWorth }: Known): Root {
  return { followers: creatorFollowers, usual: creatorUsual, ordinary: ordinaryWorth };
}
