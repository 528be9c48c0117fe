import type { ReactNode } from 'react';
import { IconButton } from '../button/icon-button.tsx';
import { cx } from '../cx.ts';
import styles from './layout.module.css';
import { usePageTitle } from './use-page-title.ts';

/** A page that scrolls, with room for the bar at its foot and, from 720 px up, for the rail at its left. */
export function Page({ children, className }: { children: ReactNode; className?: string }) {
  return <main className={cx(styles.page, className)}>{children}</main>;
}

type TopBarProps = {
  title?: string | undefined;
  /** What kind of page it is, for readers alone: its heading as long as what it shows brings none. */
  unseen?: string | false;
  onBack?: (() => void) | undefined;
  children?: ReactNode;
};

/** The head of a page: its name, which the browser's tab shows too, or the way back at the left, actions at the right. */
export function TopBar({ title, unseen, onBack, children }: TopBarProps) {
  usePageTitle(title);
  return (
    <header className={cx(styles.top, onBack && styles.withBack)}>
      {onBack && <IconButton icon="back" label="Back" onClick={onBack} />}
      {title && <h1 className="heading-2">{title}</h1>}
      {unseen && <h1 className="visually-hidden">{unseen}</h1>}
      <div className={styles.actions}>{children}</div>
    </header>
  );
}

type SectionProps = {
  title?: string;
  /** At the right of the title. */
  aside?: ReactNode;
  /** Name of a section without a title. */
  label?: string;
  children: ReactNode;
};

/** A part of a page under its own heading, 24 px below what comes before. */
export function Section({ title, aside, label, children }: SectionProps) {
  return (
    <section className={styles.section} aria-label={label ?? title}>
      {title && (
        <div className={styles.heading}>
          <h2 className="heading-2">{title}</h2>
          {aside && <div className="label secondary">{aside}</div>}
        </div>
      )}
      {children}
    </section>
  );
}

/** What a section has in a row, from edge to edge: more than fits is pushed aside. */
export function Strip({ children }: { children: ReactNode }) {
  return <ol className={styles.strip}>{children}</ol>;
}

/** A surface of its own. Never put one into another. */
export function Card({ children, className, highlight }: { children: ReactNode; className?: string; highlight?: boolean }) {
  return <div className={cx(styles.card, highlight && styles.highlight, className)}>{children}</div>;
}

/** The middle of a page that has one thing to say: an empty place, an error. */
export function Centred({ children }: { children: ReactNode }) {
  return <div className={styles.centred}>{children}</div>;
}
