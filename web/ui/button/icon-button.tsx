import type { ButtonHTMLAttributes, Ref } from 'react';
import { cx } from '../cx.ts';
import { Icon } from '../icon/icon.tsx';
import type { IconName } from '../icon/shapes.ts';
import styles from './button.module.css';

type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label' | 'children'> & {
  icon: IconName;
  /** The name that readers hear. */
  label: string;
  iconSize?: number;
  filled?: boolean;
  /** Shows that something waits behind the button; say it in the label too. */
  dot?: boolean;
  ref?: Ref<HTMLButtonElement>;
};

/** A round control of 44 px that shows a drawing only. */
export function IconButton({ icon, label, iconSize = 22, filled, dot, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      className={cx(styles.icon, filled && styles.filled, dot && styles.dot, className)}
    >
      <Icon name={icon} size={iconSize} />
    </button>
  );
}
