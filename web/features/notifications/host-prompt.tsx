import { Notice } from '../../ui/state/notice.tsx';
import { useHostNotifications } from './use-host-notifications.ts';

/** Offers to add the app, which lets its host say what happened while the viewer is elsewhere. Nothing once it is added. */
export function HostPrompt() {
  const { state, add } = useHostNotifications();
  if (state !== 'off') return null;
  return (
    <Notice icon="bell" action={{ label: 'Turn on', onSelect: () => void add() }}>
      Hear from Farcaster what you would read here.
    </Notice>
  );
}
