import type { KeyboardEvent, ReactNode } from 'react';
import { cx } from '../cx.ts';
import { moveWith } from './move.ts';
import styles from './tabs.module.css';
import { useChosenInSight } from './use-chosen-in-sight.ts';

export type TabItem<Value extends string> = { value: Value; label: ReactNode };

type TabsProps<Value extends string> = {
  /** What the row chooses: "Feed", "Side". */
  label: string;
  items: readonly TabItem<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  /** `rule`: words over a 3 px rule, for pages and media. `segments`: a raised thumb in a trough. */
  variant?: 'rule' | 'segments';
  /** Id of the element that the chosen tab shows, when there is one. */
  panelId?: string;
  className?: string;
};

/** A row of tabs: one stop for the Tab key, arrows, Home and End choose within it. */
export function Tabs<Value extends string>(props: TabsProps<Value>) {
  const { label, items, value, onChange, variant = 'rule', panelId, className } = props;
  const row = useChosenInSight(value);
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const next = moveWith(
      event.key,
      Math.max(
        0,
        items.findIndex(item => item.value === value),
      ),
      items.length,
    );
    const item = next === undefined ? undefined : items[next];
    if (next === undefined || !item) return;
    event.preventDefault();
    onChange(item.value);
    event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus();
  };
  return (
    <div ref={row} role="tablist" aria-label={label} className={cx(styles[variant], className)} onKeyDown={move}>
      {items.map(item => (
        <button
          key={item.value}
          type="button"
          role="tab"
          aria-selected={item.value === value}
          aria-controls={item.value === value ? panelId : undefined}
          tabIndex={item.value === value ? 0 : -1}
          className={styles.tab}
          onClick={() => onChange(item.value)}
        >
          {item.label}
        </button>
      ))}
    </div>
  );
}

/** Two or three choices in a trough with a raised thumb. */
export function Segments<Value extends string>(props: Omit<TabsProps<Value>, 'variant'>) {
  return <Tabs {...props} variant="segments" />;
}
