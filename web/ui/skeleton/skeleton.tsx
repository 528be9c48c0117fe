import { cx } from '../cx.ts';
import styles from './skeleton.module.css';

type SkeletonProps = {
  width?: number | string;
  height?: number | string;
  /** The corner of what will stand here. */
  shape?: 'text' | 'print' | 'control' | 'card' | 'round';
  className?: string;
};

/** A box in the place of content that is on its way. Put `aria-busy` on the region and name it; boxes are silent. */
export function Skeleton({ width = '100%', height = 16, shape = 'text', className }: SkeletonProps) {
  return <span aria-hidden="true" className={cx(styles.box, styles[shape], className)} style={{ width, height }} />;
}
