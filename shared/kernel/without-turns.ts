/**
 * Unicode's directional formatting characters (UAX #9): unseen, they turn the order of what is read around, also of what comes
 * after them in a sentence. Letters know their own direction without.
 */
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text of somebody else's without what turns our own words and figures around it. */
export function withoutTurns(text: string): string {
  return text.replaceAll(TURNS, '');
}
