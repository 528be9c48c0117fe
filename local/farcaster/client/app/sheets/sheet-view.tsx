import { config } from '../config.ts';
import type { Sheet as OpenSheet } from '../store.ts';
import { CastSheet } from './cast-sheet.tsx';
import { NotificationsSheet } from './notifications-sheet.tsx';
import { Sheet } from './sheet.tsx';
import { ViewCastSheet } from './view-cast-sheet.tsx';
import { ViewProfileSheet } from './view-profile-sheet.tsx';
import { WalletSheet } from './wallet-sheet.tsx';

/** Draws whichever sheet is open. */
export function SheetView({ sheet, container }: { sheet: OpenSheet; container: HTMLElement }) {
  if (sheet.kind === 'wallet') return <WalletSheet description={sheet.description} done={sheet.done} container={container} />;
  if (sheet.kind === 'cast') return <CastSheet draft={sheet.draft} done={sheet.done} container={container} />;
  if (sheet.kind === 'view-cast') return <ViewCastSheet hash={sheet.hash} done={sheet.done} container={container} />;
  if (sheet.kind === 'view-profile') return <ViewProfileSheet fid={sheet.fid} done={sheet.done} container={container} />;
  if (sheet.kind === 'notifications') return <NotificationsSheet done={sheet.done} container={container} />;
  if (sheet.kind === 'view-token') {
    return (
      <Sheet name="Token" container={container} onDismiss={sheet.done}>
        <p className="mono">{sheet.token}</p>
        <div className="buttons">
          <button type="button" className="button" onClick={sheet.done}>
            Close
          </button>
        </div>
      </Sheet>
    );
  }
  return (
    <Sheet name="Add app" container={container} onDismiss={() => sheet.done(false)}>
      <p className="title">Add {config.appName} to your apps?</p>
      <div className="buttons">
        <button type="button" className="button quiet" onClick={() => sheet.done(false)}>
          Not now
        </button>
        <button type="button" className="button" onClick={() => sheet.done(true)}>
          Add
        </button>
      </div>
    </Sheet>
  );
}
