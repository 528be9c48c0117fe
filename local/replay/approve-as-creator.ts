import type { LocalAccount, TypedDataDefinition } from 'viem';
import { signInMessage } from '../farcaster/sign-in-message.ts';

export type Doors = { functions: string; quickAuth: string; appUrl: string };

export type Session = { access_token: string; user: { id: string } };

async function call<T>(url: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(url, { ...init, headers: { 'content-type': 'application/json', ...init.headers } });
  if (!response.ok) throw new Error(`${init.method ?? 'GET'} ${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

const post = <T>(url: string, body: unknown, headers: Record<string, string> = {}) =>
  call<T>(url, { method: 'POST', body: JSON.stringify(body), headers });

/** Signs a person in as their Farcaster client would: nonce, message, signature, token, session. */
export async function signInAs(doors: Doors, fid: number, account: LocalAccount): Promise<Session> {
  const { nonce } = await post<{ nonce: string }>(`${doors.quickAuth}/nonce`, {});
  const message = signInMessage({ fid, address: account.address, appOrigin: doors.appUrl, nonce, now: new Date() });
  const signature = await account.signMessage({ message });
  const domain = new URL(doors.appUrl).host;
  const { token } = await post<{ token: string }>(`${doors.quickAuth}/verify-siwf`, { message, domain, signature });
  return post<Session>(`${doors.functions}/session`, { token });
}

/** Opens the consent card of a launch and approves it with the creator's own signature, through the same doors as the screen. */
export async function approveAsCreator(doors: Doors, session: Session, account: LocalAccount, launchId: string): Promise<void> {
  const headers = { authorization: `Bearer ${session.access_token}` };
  const launch = `${doors.functions}/api/launches/${launchId}`;
  const { typedData } = await call<{ typedData: TypedDataDefinition }>(`${launch}/consent`, { headers });
  const signature = await account.signTypedData(typedData);
  await post(`${launch}/approve`, { signature, message: typedData.message }, headers);
}
