import { useQuery, useQueryClient } from '@tanstack/react-query';
import { hostSdk, withHost } from '../../lib/host.ts';

const KEY = ['notifications', 'host'];

/** Whether the Farcaster client around us may notify the viewer, or could if they added the app. Null where there is none. */
async function readHost(): Promise<'on' | 'off' | null> {
  const sdk = await hostSdk();
  if (!sdk) return null;
  const { client } = await sdk.context;
  return client.added && client.notificationDetails !== undefined ? 'on' : client.added ? null : 'off';
}

/** What `readHost` found, and the host's own question to add the app. */
export function useHostNotifications(): { state: 'on' | 'off' | null; add: () => Promise<void> } {
  const cache = useQueryClient();
  const { data } = useQuery({ queryKey: KEY, queryFn: readHost, staleTime: Number.POSITIVE_INFINITY });
  const add = async () => {
    const added = await withHost('actions.addMiniApp', sdk => sdk.actions.addMiniApp());
    if (added) cache.setQueryData(KEY, 'on');
  };
  return { state: data ?? null, add };
}
