import type { UseMutationResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import { Fault } from '../../ui/state/fault.tsx';
import styles from './sheets.module.css';

type FormSheetProps = {
  title: string;
  /** What its button says, before and while it is sent. */
  button: { label: string; working: string; icon?: 'plus' };
  /** Why it cannot be sent yet. */
  reason: string | undefined;
  send: Pick<UseMutationResult<unknown, Error, void>, 'mutate' | 'isPending' | 'isError' | 'error'>;
  onClose: () => void;
  children: ReactNode;
};

/** A form in a sheet. It is sent once at a time, and what went wrong stands over its button. */
export function FormSheet({ title, button, reason, send, onClose, children }: FormSheetProps) {
  return (
    <Sheet open onOpenChange={open => !open && onClose()} title={title}>
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault();
          if (reason === undefined && !send.isPending) send.mutate();
        }}
      >
        {children}
        <Fault>{send.isError && wordsOf(send.error).body}</Fault>
        <Button
          type="submit"
          size="big"
          full
          {...(button.icon && { icon: button.icon })}
          working={send.isPending ? button.working : undefined}
          disabledReason={reason}
        >
          {button.label}
        </Button>
      </form>
    </Sheet>
  );
}
