/** A Farcaster account as Neynar describes it, cleaned. `walletAddress` is lower case. */
export type FarcasterProfile = {
  fid: number;
  displayName: string;
  username: string | null;
  avatarUrl: string | null;
  bio: string | null;
  walletAddress: string | null;
};

/** One of our users. Somebody who came by wallet has no fid. */
export type User = {
  id: string;
  fid: number | null;
  displayName: string;
  username: string | null;
  avatarUrl: string | null;
  bio: string | null;
  /** The wallet that Farcaster verified: coins pay it. Lower case. */
  walletAddress: string | null;
  /** Unix ms of the last "sign out everywhere"; 0 for never. */
  sessionsFrom: number;
};
