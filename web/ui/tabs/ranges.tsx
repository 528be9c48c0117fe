import styles from './tabs.module.css';
import type { TabItem } from './tabs.tsx';

type RangesProps<Value extends string> = {
  label: string;
  items: readonly TabItem<Value>[];
  value: Value;
  onChange: (value: Value) => void;
};

/** Spans of time under a chart. Each is its own stop; the chosen one is pressed and underlined. */
export function Ranges<Value extends string>({ label, items, value, onChange }: RangesProps<Value>) {
  return (
    <fieldset className={styles.ranges}>
      <legend className="visually-hidden">{label}</legend>
      {items.map(item => (
        <button key={item.value} type="button" aria-pressed={item.value === value} onClick={() => onChange(item.value)}>
          {item.label}
        </button>
      ))}
    </fieldset>
  );
}
