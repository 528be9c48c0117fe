import { type ButtonHTMLAttributes, type ReactNode, type Ref, useId } from 'react';
import { cx } from '../cx.ts';
import { Icon } from '../icon/icon.tsx';
import type { IconName } from '../icon/shapes.ts';
import styles from './button.module.css';

export type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> & {
  /** One primary a view. */
  variant?: 'primary' | 'quiet' | 'outline' | 'text';
  /** 48 px, or 44 (small), or 56 (big, in sheets). */
  size?: 'medium' | 'small' | 'big';
  full?: boolean;
  icon?: IconName;
  /** What is happening now, in place of the label. The button keeps its width and takes no press. */
  working?: string | undefined;
  /** Why the button cannot be pressed. It stays focusable so that the reason can be read. */
  disabledReason?: string | undefined;
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
};

/** The label is the verb and the object. Neither `working` nor `disabledReason` takes the button out of the tab order. */
export function Button(props: ButtonProps) {
  const {
    variant = 'primary',
    size = 'medium',
    full,
    icon,
    working,
    disabledReason,
    children,
    className,
    onClick,
    ...rest
  } = props;
  const reasonId = useId();
  const blocked = working !== undefined || disabledReason !== undefined;
  return (
    <button
      type="button"
      {...rest}
      className={cx(styles.button, styles[variant], styles[size], full && styles.full, className)}
      aria-disabled={blocked || undefined}
      aria-busy={working !== undefined || undefined}
      aria-describedby={disabledReason ? reasonId : rest['aria-describedby']}
      onClick={event => {
        if (blocked) event.preventDefault();
        else onClick?.(event);
      }}
    >
      <span className={cx(styles.label, working !== undefined && styles.away)} aria-hidden={working !== undefined || undefined}>
        {icon && <Icon name={icon} size={20} />}
        {children}
      </span>
      {working !== undefined && <span className={styles.label}>{working}</span>}
      {disabledReason && (
        // Told as what describes the button, not once more as its name.
        <span id={reasonId} hidden>
          {disabledReason}
        </span>
      )}
    </button>
  );
}
