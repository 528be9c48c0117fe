import { privateKeyToAccount } from 'viem/accounts';
import type { ReplayedPost } from '../town/cascades.ts';
import { approveAsCreator, type Doors, signInAs } from './approve-as-creator.ts';

/** The creators of a replay. They answer one after the other, beside what fans do: no fan waits for another coin's creator. */
export function playCreators(doors: Doors, posts: readonly ReplayedPost[]) {
  const postOf = new Map(posts.map(post => [post.performanceId, post]));
  let approving = Promise.resolve();
  let failure: Error | null = null;

  const approveNow = async (launchId: string, performanceId: string) => {
    const post = postOf.get(performanceId);
    if (!post) return;
    const account = privateKeyToAccount(post.account.privateKey);
    const session = await signInAs(doors, post.author.fid, account);
    await approveAsCreator(doors, session, account, launchId);
  };

  return {
    approve: (launchId: string, performanceId: string) => {
      approving = approving.then(() => approveNow(launchId, performanceId));
      approving.catch(error => {
        failure ??= error;
      });
    },
    /** Throws what kept an approval from working out. */
    throwIfFailed: () => {
      if (failure) throw failure;
    },
  };
}
