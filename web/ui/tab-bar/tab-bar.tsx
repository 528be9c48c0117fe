import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import { Icon } from '../icon/icon.tsx';
import type { IconName } from '../icon/shapes.ts';
import styles from './tab-bar.module.css';

export type Destination = {
  to: string;
  label: string;
  icon: IconName;
  /** Drawing for the current place. */
  iconOn?: IconName;
  /** The one filled place: the drawing alone on the accent, its label for readers. */
  filled?: boolean;
  /** Says that something waits there, e.g. "1 to decide". */
  notice?: string | undefined;
};

type TabBarProps = {
  items: readonly Destination[];
  /** `to` of the current place. */
  current: string | undefined;
  /** Draws the link, so that any router can own it. */
  renderLink: (item: Destination, attributes: LinkAttributes) => ReactNode;
  /** Name or sign of the app; stands above the items of the rail from 720 px up. */
  brand?: ReactNode;
  /** The bar stands under full-bleed media, where it is dark in both themes. The rail never does. */
  onMedia?: boolean;
};

export type LinkAttributes = { className: string; 'aria-current': 'page' | undefined; children: ReactNode };

/** The bar of places at the foot; from 720 px up a rail at the left. */
export function TabBar({ items, current, renderLink, brand, onMedia }: TabBarProps) {
  return (
    <nav aria-label="Main" className={cx(styles.bar, onMedia && styles.onMedia)}>
      {brand && <div className={styles.brand}>{brand}</div>}
      {items.map(item => {
        const on = item.to === current;
        const children = (
          <>
            <span className={cx(styles.icon, item.notice && styles.notice)}>
              <Icon name={on ? (item.iconOn ?? item.icon) : item.icon} size={item.filled ? 28 : 23} />
            </span>
            <span className={cx(item.filled && styles.unseen)}>{item.label}</span>
            {item.notice && <span className="visually-hidden">, {item.notice}</span>}
          </>
        );
        return (
          <div key={item.to}>
            {renderLink(item, {
              className: cx(styles.item, item.filled && styles.filled),
              'aria-current': on ? 'page' : undefined,
              children,
            })}
          </div>
        );
      })}
    </nav>
  );
}
