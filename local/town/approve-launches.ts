import { privateKeyToAccount } from 'viem/accounts';
import { approveAsCreator, type Doors, signInAs } from '../replay/approve-as-creator.ts';
import type { Performer } from './plan-take.ts';

export type ApproveOptions = { doors: Doors; restUrl: string; publishableKey: string; performers: readonly Performer[] };

type Launch = { id: string; status: string };

/** A performer who looked so often and found nothing to approve leaves it. */
const MOST_LOOKS = 40;

/** The town's performers at their own stage: they sign in and approve the coins that wait for them, through the doors of the app. */
export function createApprovals({ doors, restUrl, publishableKey, performers }: ApproveOptions) {
  const looks = new Map<string, number>();

  /** Looks at one performer's stage; `performanceId` is the take that may have crossed the line. */
  const approve = async (fid: number, performanceId: string): Promise<boolean> => {
    const key = performers.find(performer => performer.fid === fid)?.account?.privateKey;
    const looked = looks.get(performanceId) ?? 0;
    if (!key || looked >= MOST_LOOKS) return false;
    looks.set(performanceId, looked + 1);
    const account = privateKeyToAccount(key);
    const session = await signInAs(doors, fid, account);
    const headers = { apikey: publishableKey, authorization: `Bearer ${session.access_token}` };
    const query = `select=id,status&performance_id=eq.${performanceId}&status=in.(detected,awaiting_consent)`;
    const response = await fetch(`${restUrl}/viral_queue?${query}`, { headers });
    if (!response.ok) throw new Error(`reading a stage was answered with ${response.status}`);
    const [launch] = (await response.json()) as Launch[];
    if (!launch) return false;
    await approveAsCreator(doors, session, account, launch.id);
    looks.set(performanceId, MOST_LOOKS);
    return true;
  };
  return { approve };
}
