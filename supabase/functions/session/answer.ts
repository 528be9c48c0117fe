import type { SignedIn } from '../../../shared/identity/ports.ts';
import type { User } from '../../../shared/identity/schema.ts';

/** A person as the app gets them. */
export type UserAnswer = {
  id: string;
  fid: number | null;
  display_name: string;
  username: string | null;
  avatar_url: string | null;
  bio: string | null;
  wallet_address: string | null;
};

/** What the app gets when somebody signed in. `expires_at` is in Unix seconds; `signed_by` is the wallet that did it, if one did. */
export type SessionAnswer = {
  access_token: string;
  expires_at: number;
  refresh_token: string | null;
  signed_by: string | null;
  user: UserAnswer;
};

export function sessionAnswer({ user, walletAddress, session }: SignedIn): SessionAnswer {
  return {
    access_token: session.accessToken,
    expires_at: session.expiresAt,
    refresh_token: session.refreshToken,
    signed_by: walletAddress,
    user: userAnswer(user),
  };
}

function userAnswer(user: User): UserAnswer {
  return {
    id: user.id,
    fid: user.fid,
    display_name: user.displayName,
    username: user.username,
    avatar_url: user.avatarUrl,
    bio: user.bio,
    wallet_address: user.walletAddress,
  };
}
