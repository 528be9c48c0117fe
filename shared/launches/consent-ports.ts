import type { Address, Hex } from 'viem';
import type { UnixMs } from '../kernel/units.ts';
import type { ConsentMessage, ConsentTypedData } from './consent.ts';
import type { CoinMetadata, CoinPerformance, CoinReceipt } from './metadata.ts';
import type { Launch } from './ports.ts';

/** A launch with all that its card shows and its metadata is made from. */
export type LaunchFile = {
  launch: Launch;
  title: string;
  creatorWallet: Address | null;
  performance: CoinPerformance;
  receipt: CoinReceipt;
};

export type CardInputs = { name: string; ticker: string; metadata: CoinMetadata; metadataCid: string; expiresAt: UnixMs };

export type ConsentStore = {
  file(launchId: string): Promise<LaunchFile | null>;
  /** Tickers of other launches and coins that begin like this one. */
  takenTickers(launchId: string, beginning: string): Promise<Set<string>>;
  /** Writes what the card shows and opens it (`detected → awaiting_consent`); the clock that runs out wakes the launch. False when somebody was faster. */
  openCard(launch: Launch, inputs: CardInputs): Promise<boolean>;
  /** `awaiting_consent → approved` with everything that the coin is made from, if the row still says what was signed. */
  approve(launch: Launch, approval: { message: ConsentMessage; signature: Hex; coinSalt: Hex; now: UnixMs }): Promise<boolean>;
  move(launch: Launch, to: 'refused' | 'expired'): Promise<boolean>;
};

export type ConsentPorts = {
  store: ConsentStore;
  /** Whether the wallet signed: a plain key, or a contract by ERC-1271 or 6492. */
  verify(wallet: Address, data: ConsentTypedData, signature: Hex): Promise<boolean>;
  now(): UnixMs;
};

export type ConsentConfig = { chainId: number; factory: Address; consentHours: number };

/** What the card gets: snake_case as every door speaks, amounts and uint256 as decimal strings. */
export type ConsentCard = {
  launch: { id: string; performance_id: string; status: string; name: string; ticker: string; expires_at: string };
  typedData: ConsentTypedData;
};
