import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import './sheet.css';

type SheetProps = { name: string; container: HTMLElement; onDismiss: () => void; children: ReactNode };

/** The sheet itself takes the focus, not its first control: nothing is approved by a key that was meant for the app. */
const focusSheet = (event: Event) => {
  event.preventDefault();
  (event.currentTarget as HTMLElement | null)?.focus();
};

/** Back to the app, which opened it. Radix would look for a trigger in this page. */
const focusApp = (event: Event) => {
  event.preventDefault();
  if (document.activeElement === document.body) document.querySelector('iframe')?.focus();
};

/** A panel over the mini-app: named, focus kept inside and returned, closed by Escape. */
export function Sheet({ name, container, onDismiss, children }: SheetProps) {
  return (
    <Dialog.Root open onOpenChange={open => !open && onDismiss()}>
      <Dialog.Portal container={container}>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content
          className="sheet"
          aria-describedby={undefined}
          onOpenAutoFocus={focusSheet}
          onCloseAutoFocus={focusApp}
          onPointerDownOutside={event => event.preventDefault()}
        >
          <Dialog.Title className="sheet-name">{name}</Dialog.Title>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The foot of a sheet that asks nothing. */
export function CloseButton({ onClose }: { onClose: () => void }) {
  return (
    <div className="buttons">
      <button type="button" className="button" onClick={onClose}>
        Close
      </button>
    </div>
  );
}
