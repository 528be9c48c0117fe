import { DropdownMenu } from 'radix-ui';
import { config, currentUser, switchUser } from './config.ts';
import { openSheet } from './store.ts';
import './header.css';

type HeaderProps = { backVisible: boolean; onBack: () => void; onReload: () => void; onNotifications: () => void };

const share = () => openSheet('cast', { draft: { text: '', embeds: [`${config.appUrl}/`] } });

/** The client's own bar above the mini-app. */
export function Header({ backVisible, onBack, onReload, onNotifications }: HeaderProps) {
  return (
    <header className="header">
      <button type="button" className="icon-button" aria-label="Back" disabled={!backVisible} onClick={onBack}>
        <svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
          <path d="M12.5 4 6.5 10l6 6" />
        </svg>
      </button>
      <h1 className="app-name">{config.appName}</h1>
      <label className="user-switch">
        <img src={currentUser.pfpUrl} alt="" width="28" height="28" />
        <span className="visually-hidden">Signed in to Farcaster as</span>
        <select value={currentUser.id} onChange={event => switchUser(event.target.value)}>
          {config.users.map(({ id, username }) => (
            <option key={id} value={id}>
              @{username}
            </option>
          ))}
        </select>
      </label>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className="icon-button" aria-label="More">
          <svg width="20" height="20" viewBox="0 0 20 20" fill="currentColor" aria-hidden="true">
            <circle cx="4" cy="10" r="1.7" />
            <circle cx="10" cy="10" r="1.7" />
            <circle cx="16" cy="10" r="1.7" />
          </svg>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
            <DropdownMenu.Item className="menu-item" onSelect={onReload}>
              Reload
            </DropdownMenu.Item>
            <DropdownMenu.Item className="menu-item" onSelect={onNotifications}>
              Notifications
            </DropdownMenu.Item>
            <DropdownMenu.Item className="menu-item" onSelect={() => void share()}>
              Share in a cast
            </DropdownMenu.Item>
            <DropdownMenu.Item className="menu-item" onSelect={() => window.open(config.appUrl, '_blank', 'noopener')}>
              Open without the client
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </header>
  );
}
