import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';

type SheetProps = { name: string; container: HTMLElement; onDismiss: () => void; children: ReactNode };

/** A panel over the mini-app: named, focus kept inside and returned, closed by Escape. */
export function Sheet({ name, container, onDismiss, children }: SheetProps) {
  return (
    <Dialog.Root open onOpenChange={open => !open && onDismiss()}>
      <Dialog.Portal container={container}>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="sheet" aria-describedby={undefined} onPointerDownOutside={event => event.preventDefault()}>
          <Dialog.Title className="sheet-name">{name}</Dialog.Title>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
