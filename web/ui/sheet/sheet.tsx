import { Dialog } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { IconButton } from '../button/icon-button.tsx';
import { cx } from '../cx.ts';
import styles from './sheet.module.css';
import { useFocusBack } from './use-focus-back.ts';
import { useSwipeAway } from './use-swipe-away.ts';

type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Name of the sheet; shown as its heading unless `header` takes its place. */
  title: string;
  /** Shown in place of the heading, beside the close button; `title` is still what readers hear. */
  header?: ReactNode;
  /** Shows a back arrow: a sheet replaces its content and never opens a second one. */
  onBack?: (() => void) | undefined;
  children: ReactNode;
};

/** A drawer from the foot. Focus stays inside and goes back where it was; Escape, the close button, the dim and a swipe down close it. */
export function Sheet({ open, onOpenChange, title, header, onBack, children }: SheetProps) {
  const content = useRef<HTMLDivElement>(null);
  const swipe = useSwipeAway(content, () => onOpenChange(false));
  const focusBack = useFocusBack();
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.dim} />
        <Dialog.Content ref={content} className={styles.sheet} aria-describedby={undefined} {...focusBack}>
          <div className={styles.handle} {...swipe}>
            <span className={styles.grab} />
            <div className={styles.head}>
              {onBack && <IconButton icon="back" label="Back" className={styles.back} onClick={onBack} />}
              <Dialog.Title className={cx('heading-2', header ? 'visually-hidden' : styles.title)}>{title}</Dialog.Title>
              {header && <div className={styles.title}>{header}</div>}
              <Dialog.Close asChild>
                <IconButton icon="close" label="Close" className={styles.close} />
              </Dialog.Close>
            </div>
          </div>
          <div className={styles.body}>{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
