import { useEffect, useRef, useState } from 'react';
import { config, currentUser, lendsCamera } from './config.ts';
import { Guide } from './guide.tsx';
import { Header } from './header.tsx';
import { hostMiniApp } from './host.ts';
import { watchPerson } from './host-server.ts';
import { NotificationBanner } from './notification-banner.tsx';
import type { Shown } from './person.ts';
import { SheetView } from './sheets/sheet-view.tsx';
import { openSheet, update, useClient } from './store.ts';
import './client-window.css';

/** The whole page: the phone-sized client in the middle and, where there is room, what to try beside it. */
export function ClientWindow() {
  const { ready, closed, backVisible, sheets, banner } = useClient();
  const [phone, setPhone] = useState<HTMLElement | null>(null);
  const [{ run, opened }, setRun] = useState<{ run: number; opened: Shown | null }>({ run: 0, opened: null });
  const iframe = useRef<HTMLIFrameElement>(null);
  const host = useRef<ReturnType<typeof hostMiniApp> | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `run` opens the app anew
  useEffect(() => {
    if (closed || !iframe.current) return;
    host.current = hostMiniApp(iframe.current, opened);
    return () => host.current?.dispose();
  }, [closed, run]);

  useEffect(watchPerson, []);

  const open = (by: Shown | null) => {
    update({ ready: false, closed: false, backVisible: false, banner: null });
    setRun({ run: run + 1, opened: by });
  };
  const reload = () => open(null);
  const showNotifications = async () => {
    const chosen = await openSheet('notifications', {});
    if (chosen) open(chosen);
  };

  return (
    <div className="page">
      <main className="phone" ref={setPhone} aria-label={`Farcaster client of ${currentUser.displayName}`}>
        <Header
          backVisible={backVisible}
          onBack={() => host.current?.goBack()}
          onReload={reload}
          onNotifications={() => void showNotifications()}
        />
        <div className="app">
          {closed ? (
            <div className="splash">
              <p>{config.appName} is closed.</p>
              <button type="button" className="button" onClick={reload}>
                Open {config.appName}
              </button>
            </div>
          ) : (
            <iframe
              key={run}
              id="app"
              ref={iframe}
              title={config.appName}
              allow={`clipboard-write; autoplay${lendsCamera ? '; camera; microphone' : ''}`}
              sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox"
            />
          )}
          {!ready && !closed && (
            <div className="splash" id="splash" role="status">
              <p>Opening {config.appName}</p>
            </div>
          )}
        </div>
        {banner && <NotificationBanner shown={banner} onOpen={open} onDismiss={() => update({ banner: null })} />}
        {phone && sheets.map(sheet => <SheetView key={sheet.id} sheet={sheet} container={phone} />)}
      </main>
      <Guide />
    </div>
  );
}
