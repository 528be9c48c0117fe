import { useQuery, useQueryClient } from '@tanstack/react-query';
import { hostSdk, withHost } from '../../lib/host.ts';
import { Notice } from '../../ui/state/notice.tsx';

const KEY = ['notifications', 'host'];

/** Whether the Farcaster client around us may notify the viewer, or could if they added the app. Null where there is none. */
async function readHost(): Promise<'on' | 'off' | null> {
  const sdk = await hostSdk();
  if (!sdk) return null;
  const { client } = await sdk.context;
  return client.added && client.notificationDetails !== undefined ? 'on' : client.added ? null : 'off';
}

/** Offers to add the app, which lets its host say what happened while the viewer is elsewhere. Nothing once it is added. */
export function HostPrompt() {
  const cache = useQueryClient();
  const { data } = useQuery({ queryKey: KEY, queryFn: readHost, staleTime: Number.POSITIVE_INFINITY });
  if (data !== 'off') return null;
  const add = async () => {
    const added = await withHost('actions.addMiniApp', sdk => sdk.actions.addMiniApp());
    if (added) cache.setQueryData(KEY, 'on');
  };
  return (
    <Notice icon="bell" action={{ label: 'Turn on', onSelect: () => void add() }}>
      Hear from Farcaster when a take of yours crosses the line.
    </Notice>
  );
}
