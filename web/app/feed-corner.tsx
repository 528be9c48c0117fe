import { useNavigate } from 'react-router';
import { IconButton } from '../ui/button/icon-button.tsx';
import { useUnread } from './use-unread.ts';

/** Beside the tabs of the feed: search, and what happened. */
export function FeedCorner() {
  const navigate = useNavigate();
  const unread = useUnread();
  return (
    <>
      <IconButton icon="search" label="Search" onClick={() => void navigate('/search')} />
      <IconButton
        icon="bell"
        label={unread > 0 ? 'Notifications, new ones' : 'Notifications'}
        dot={unread > 0}
        onClick={() => void navigate('/notices')}
      />
    </>
  );
}
