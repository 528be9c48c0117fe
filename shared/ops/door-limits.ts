/** How often one person or one network may use a door: `most` within any `seconds`. */
export const DOOR_LIMITS = {
  /** Sign-ins, renewals and wallet proofs, by network: an office of people shares one. */
  session: { most: 600, seconds: 60 },
  /** Nonces for wallets, by network: each is a row. */
  nonce: { most: 60, seconds: 60 },
  /** Sign-ins, by Farcaster account. */
  'sign-in': { most: 30, seconds: 60 },
  /** Whatever a signed-in person asks of `api`. */
  act: { most: 180, seconds: 60 },
  /** Zora's quotes, by person: they cost us its limits. */
  quote: { most: 90, seconds: 60 },
  /** Keys of holders' files, by person: each asks the chain and writes a line. */
  key: { most: 20, seconds: 60 },
  /** Moves and verses that somebody brings: a long one is judged for a second. */
  move: { most: 20, seconds: 60 },
  /** What Farcaster clients say of their people, by network: a hub is asked about each. A client comes from a few servers. */
  client: { most: 600, seconds: 60 },
  /** Casts that Farcaster is asked about for somebody, by person: each costs us credits. */
  cast: { most: 20, seconds: 60 },
  /** Megabytes that accounts of a wallet alone, which cost nothing to make, may upload in a day (UTC), by network. */
  upload: { most: 5_000, seconds: 86_400 },
  /** Views, by person, or by network for those who are not signed in. */
  view: { most: 40, seconds: 60 },
  /** Pictures of share pages that have to be drawn, by network: each takes a third of a second of processor. */
  picture: { most: 120, seconds: 60 },
} as const;

export type LimitedDoor = keyof typeof DOOR_LIMITS;

/**
 * Notes one use of a door by somebody: an id, or what `networkOf` made of an address. `weight` says how many uses it is, 1 unless given.
 * @throws AppError `ops/too-many` (429) with `retryAfterMs` in its facts
 */
export type LimitDoor = (door: LimitedDoor, who: string, weight?: number) => Promise<void>;
