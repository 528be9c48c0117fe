import { Toast } from 'radix-ui';
import { createContext, type ReactNode, use, useCallback, useState } from 'react';
import styles from './toast.module.css';

export type ToastMessage = { text: string; action?: { label: string; onSelect: () => void } };

const ShowToast = createContext<(message: ToastMessage) => void>(() => undefined);

/** Shows one line for 5 s, or until it is dismissed. Never for an error that needs a decision. */
export function useToast(): (message: ToastMessage) => void {
  return use(ShowToast);
}

/** Holds the one toast of the app; wrap the app in it. A new message takes the place of the last. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<ToastMessage & { key: number }>();
  const show = useCallback((message: ToastMessage) => setShown(last => ({ ...message, key: (last?.key ?? 0) + 1 })), []);
  return (
    <ShowToast value={show}>
      <Toast.Provider duration={5000} swipeDirection="down">
        {children}
        {shown && (
          <Toast.Root key={shown.key} className={styles.toast} onOpenChange={open => !open && setShown(undefined)}>
            <Toast.Description className={styles.text}>{shown.text}</Toast.Description>
            {shown.action && (
              <Toast.Action altText={shown.action.label} className={styles.action} onClick={shown.action.onSelect}>
                {shown.action.label}
              </Toast.Action>
            )}
          </Toast.Root>
        )}
        <Toast.Viewport className={styles.viewport} />
      </Toast.Provider>
    </ShowToast>
  );
}
