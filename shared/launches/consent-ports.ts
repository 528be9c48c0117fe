import type { Address, Hex } from 'viem';
import type { UnixMs } from '../kernel/units.ts';
import type { ConsentMessage, ConsentTypedData } from './consent.ts';
import type { Launch } from './launch.ts';
import type { CoinMetadata, CoinPerformance, CoinReceipt } from './metadata.ts';
import type { CoinPicture, LaunchPart, PartAsk, PartOffer, PartTypedData, Person } from './part.ts';

/** A launch with all that its card shows and its metadata is made from. */
export type LaunchFile = {
  launch: Launch;
  title: string;
  creatorWallet: Address | null;
  /** What the coin may show, the take's own poster first; and which one the creator chose. */
  pictures: CoinPicture[];
  picture: string | null;
  /** Whom the creator asked to share, in the order in which they were asked. */
  parts: LaunchPart[];
  /** Who is asked to share when the card opens first: those whom the take grew from. */
  credit: PartAsk[];
  performance: CoinPerformance;
  receipt: CoinReceipt;
};

/** What a card that was written shows; `approve` holds the signature against it. */
export type CardInputs = {
  name: string;
  ticker: string;
  picture: string | null;
  metadata: CoinMetadata;
  metadataCid: string;
  expiresAt: UnixMs;
  /** Null leaves the split as it is. Who is asked for another part than before answers anew. */
  parts: PartAsk[] | null;
};

/** The row of a launch while its creator decides. What writes is conditional: false when somebody was faster. */
export type ConsentStore = {
  file(launchId: string): Promise<LaunchFile | null>;
  /** Tickers of other launches and coins that begin like this one. */
  takenTickers(launchId: string, beginning: string): Promise<Set<string>>;
  /**
   * Writes what the card shows and opens it (`detected → awaiting_consent`); the clock that runs out wakes the launch. From here on nobody else can have the ticker.
   * False when state, metadata or time are no longer those that were read, or another launch has the ticker by now.
   */
  openCard(launch: Launch, inputs: CardInputs): Promise<boolean>;
  /** `awaiting_consent → approved` with everything that the coin is made from, if it is still time, and row, wallet and parts still say what was signed. */
  approve(
    launch: Launch,
    approval: { message: ConsentMessage; parts: readonly LaunchPart[]; signature: Hex; coinSalt: Hex; now: UnixMs },
  ): Promise<boolean>;
  /** People who have an account here, by their names on Farcaster, in lower case. */
  findPeople(usernames: readonly string[]): Promise<Person[]>;
  /** What somebody is asked to share, while its creator still decides. */
  offers(userId: string): Promise<PartOffer[]>;
  /** Notes an answer to exactly this offer. False when it changed meanwhile or its time is over. */
  answerPart(
    offer: PartOffer,
    answer: { to: 'accepted'; account: Address; signature: Hex; now: UnixMs } | { to: 'declined'; now: UnixMs },
  ): Promise<boolean>;
  move(launch: Launch, to: 'refused' | 'expired'): Promise<boolean>;
};

export type ConsentPorts = {
  store: ConsentStore;
  /** Whether the wallet signed: a plain key, or a contract by ERC-1271 or 6492. */
  verify(wallet: Address, data: ConsentTypedData | PartTypedData, signature: Hex): Promise<boolean>;
  /** The time that all agree on, as the workers have it. */
  now(): UnixMs | Promise<UnixMs>;
};

export type ConsentConfig = { chainId: number; factory: Address; consentHours: number };

/** What the card gets: snake_case as every door speaks, amounts and uint256 as decimal strings. */
export type ConsentCard = {
  launch: { id: string; performance_id: string; status: string; name: string; ticker: string; expires_at: string };
  picture: string;
  pictures: CoinPicture[];
  /** What is pinned for the coin: the CID that is signed is of its bytes. */
  metadata: CoinMetadata;
  /** What the creator keeps, and what the others get, in basis points. */
  own_bps: number;
  parts: { username: string; display_name: string; bps: number; answer: LaunchPart['answer']; account: Address | null }[];
  /** Null while somebody who was asked to share has not accepted. */
  typedData: ConsentTypedData | null;
};
