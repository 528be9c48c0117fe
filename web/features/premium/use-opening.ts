import { useState } from 'react';
import { ApiError } from '../../lib/api-error.ts';
import { useLeaving } from '../../lib/use-leaving.ts';
import { askForKey } from './premium-calls.ts';
import { percentDone } from './words.ts';

const GONE = new Set([404, 410]);

export type Opening = {
  /** What is being done, in words. */
  working: string | undefined;
  fault: unknown;
  /** The file itself, once it is open. It stays on this screen alone. */
  blob: Blob | null;
  open: (reason?: string) => void;
};

/** Opens a holders' file: asks for its key, fetches it, opens it. Ends when the screen goes away. `onRefused`: the door gives it no more. */
export function useOpening(fileId: string, onRefused?: () => void): Opening {
  const leaving = useLeaving();
  const [working, setWorking] = useState<string>();
  const [fault, setFault] = useState<unknown>(null);
  const [blob, setBlob] = useState<Blob | null>(null);
  const open = async (reason?: string) => {
    const left = leaving();
    setFault(null);
    setWorking('Asking for the key');
    try {
      const released = await askForKey(fileId, reason, left);
      const { openFile } = await import('./open-file.ts');
      setBlob(await openFile(fileId, released, part => setWorking(`Opening ${percentDone(part)}`), left));
    } catch (error) {
      if (left.aborted) return;
      setFault(error);
      if (error instanceof ApiError && GONE.has(error.status)) onRefused?.();
    } finally {
      setWorking(undefined);
    }
  };
  return { working, fault, blob, open: reason => void open(reason) };
}
