import type { ButtonHTMLAttributes } from 'react';
import { cx } from '../cx.ts';
import styles from './chip.module.css';

type ChipProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-pressed'> & {
  on?: boolean;
  /** `block` fills its cell with the corner of a control: amounts to choose from. */
  shape?: 'round' | 'block';
};

/** A choice that is on or off. */
export function Chip({ on = false, shape = 'round', className, ...rest }: ChipProps) {
  return <button type="button" {...rest} aria-pressed={on} className={cx(styles.chip, styles[shape], className)} />;
}
