import type { User } from '@neynar/nodejs-sdk/build/api';
import { useEffect, useState } from 'react';
import { fetchUser } from '../world.ts';
import { CloseButton, Sheet } from './sheet.tsx';
import './cast.css';

type ViewProfileProps = { fid: number; done: () => void; container: HTMLElement };

/** A person as Farcaster knows them. */
export function ViewProfileSheet({ fid, done, container }: ViewProfileProps) {
  const [user, setUser] = useState<User | null | undefined>(undefined);
  useEffect(() => {
    fetchUser(fid).then(setUser, () => setUser(null));
  }, [fid]);
  return (
    <Sheet name="Profile" container={container} onDismiss={done}>
      {user === null && <p>Nobody on the local network has fid {fid}.</p>}
      {user && (
        <>
          <div className="byline">
            <img src={user.pfp_url ?? ''} alt="" width="56" height="56" />
            <span>
              <strong>{user.display_name}</strong>
              <br />
              <span className="faint">
                @{user.username}, fid {user.fid}
              </span>
            </span>
          </div>
          {user.profile.bio.text !== '' && <p>{user.profile.bio.text}</p>}
          <p className="faint">
            {user.follower_count} followers, {user.following_count} following
          </p>
        </>
      )}
      <CloseButton onClose={done} />
    </Sheet>
  );
}
