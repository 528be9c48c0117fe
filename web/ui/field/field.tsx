import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from 'react';
import { cx } from '../cx.ts';
import styles from './field.module.css';

type FieldProps = InputHTMLAttributes<HTMLInputElement> & {
  label: string;
  hint?: ReactNode;
  /** What is wrong and what to do, in words. Takes the place of the hint. */
  error?: string | undefined;
  /** Shown at the right under the field: "14/32". */
  count?: string;
  ref?: Ref<HTMLInputElement>;
};

/** An input with its label above and its hint or error below. Text is 16 px so that phones do not zoom. */
export function Field({ label, hint, error, count, id, className, ...rest }: FieldProps) {
  const own = useId();
  const inputId = id ?? own;
  const described = error !== undefined || hint !== undefined;
  return (
    <div className={cx(styles.field, className)}>
      <label htmlFor={inputId}>{label}</label>
      <input
        {...rest}
        id={inputId}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={described ? `${inputId}-hint` : undefined}
        className={styles.input}
      />
      {(described || count) && (
        <div className={styles.below}>
          <span id={`${inputId}-hint`} className={cx(error !== undefined && styles.error)} aria-live="polite">
            {error ?? hint}
          </span>
          {count && <span className="tabular">{count}</span>}
        </div>
      )}
    </div>
  );
}
