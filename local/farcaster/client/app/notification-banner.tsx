import { config } from './config.ts';
import type { Shown } from './person.ts';
import './notification.css';

type BannerProps = { shown: Shown; onOpen: (shown: Shown) => void; onDismiss: () => void };

/** A notification as it comes in, over whatever is on screen. */
export function NotificationBanner({ shown, onOpen, onDismiss }: BannerProps) {
  return (
    <section className="banner" role="alert" aria-label="Notification">
      <button type="button" className="banner-open" onClick={() => onOpen(shown)}>
        <span className="faint">{config.appName}</span>
        <strong>{shown.title}</strong>
        <span>{shown.body}</span>
      </button>
      <button type="button" className="icon-button" aria-label="Dismiss" onClick={onDismiss}>
        <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
          <path d="m4 4 8 8M12 4l-8 8" />
        </svg>
      </button>
    </section>
  );
}
