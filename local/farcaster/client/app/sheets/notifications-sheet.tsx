import { config } from '../config.ts';
import { changePerson } from '../host-server.ts';
import type { Shown } from '../person.ts';
import { useClient } from '../store.ts';
import { Sheet } from './sheet.tsx';
import '../notification.css';

type NotificationsProps = { done: (opened: Shown | null) => void; container: HTMLElement };

/** The app in the person's hands: theirs or not, notifications on or off, and what came so far. */
export function NotificationsSheet({ done, container }: NotificationsProps) {
  const { added, notifications, shown } = useClient().person;
  return (
    <Sheet name="Notifications" container={container} onDismiss={() => done(null)}>
      <p className="faint">{wordsFor(added, notifications)}</p>
      <div className="buttons">
        <button type="button" className="button quiet" onClick={() => void changePerson(added ? 'remove' : 'add')}>
          {added ? 'Remove app' : 'Add app'}
        </button>
        {added && (
          <button type="button" className="button quiet" onClick={() => void changePerson(notifications ? 'disable' : 'enable')}>
            {notifications ? 'Turn off' : 'Turn on'}
          </button>
        )}
      </div>
      <ul className="shown">
        {shown.toReversed().map(each => (
          <li key={`${each.notificationId} ${each.at}`}>
            <button type="button" className="banner-open" onClick={() => done(each)}>
              <strong>{each.title}</strong>
              <span>{each.body}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="buttons">
        <button type="button" className="button" onClick={() => done(null)}>
          Close
        </button>
      </div>
    </Sheet>
  );
}

function wordsFor(added: boolean, notifications: boolean): string {
  if (!added) return `${config.appName} is not among your apps, so it cannot notify you.`;
  return notifications ? `${config.appName} may notify you.` : `Notifications of ${config.appName} are off.`;
}
