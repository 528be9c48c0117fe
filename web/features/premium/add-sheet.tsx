import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { useLeaving } from '../../lib/use-leaving.ts';
import { Button } from '../../ui/button/button.tsx';
import { FileButton } from '../../ui/button/file-button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import { Fault } from '../../ui/state/fault.tsx';
import styles from './premium.module.css';
import { addHoldersFile } from './premium-calls.ts';
import type { Sealed } from './seal-for-holders.ts';
import { percentDone, sizeWords } from './words.ts';

/** Uploads a sealed file and waits until it was checked; gives its id. `say` hears what is happening. */
export type UploadSealed = (blob: Blob, say: (words: string) => void, signal: AbortSignal) => Promise<string>;

const MOST_COINS = 1_000_000_000;

type AddSheetProps = { takeId: string; upload: UploadSealed; onClose: () => void };

/** Asks makers for a file and how many coins open it; seals it on the device, then sends it. */
export function AddSheet({ takeId, upload, onClose }: AddSheetProps) {
  const cache = useQueryClient();
  const leaving = useLeaving();
  const [file, setFile] = useState<File | null>(null);
  const [amount, setAmount] = useState('1');
  const [working, setWorking] = useState<string>();
  const [fault, setFault] = useState<string | null>(null);
  // A try that failed goes on with what was sealed: the same bytes, where they had come to.
  const sealed = useRef<{ of: File; as: Sealed } | null>(null);
  const coins = /^\d{1,10}$/.test(amount) ? Number(amount) : 0;
  const wrong = coins < 1 || coins > MOST_COINS ? 'A whole number from 1 to 1,000,000,000.' : undefined;
  const add = async (chosen: File) => {
    const left = leaving();
    setFault(null);
    setWorking('Looking at it');
    try {
      const { sealForHolders } = await import('./seal-for-holders.ts');
      const known = sealed.current?.of === chosen ? sealed.current.as : null;
      const as = known ?? (await sealForHolders(chosen, part => setWorking(`Sealing ${percentDone(part)}`)));
      sealed.current = { of: chosen, as };
      const mediaId = await upload(as.blob, setWorking, left);
      // What failed may be there all the same: its answer was lost.
      await addHoldersFile(takeId, mediaId, as, coins).finally(() => cache.invalidateQueries({ queryKey: ['premium'] }));
      onClose();
    } catch (error) {
      if (!left.aborted) setFault(wordsOf(error).body);
    } finally {
      setWorking(undefined);
    }
  };
  return (
    <Sheet open onOpenChange={open => !open && onClose()} title="For holders">
      <div className={styles.form}>
        <p>
          A longer cut, a stem, a rehearsal: sound or film that only those who hold this take’s coin can open. It is sealed on
          your device before it is sent.
        </p>
        <FileButton variant="outline" full accept="audio/*,video/*" fileLabel="File for holders" onFile={setFile}>
          {file ? 'Choose another file' : 'Choose a file'}
        </FileButton>
        {file && (
          <p className="label secondary">
            <span className={styles.name}>{file.name}</span> · {sizeWords(file.size)}
          </p>
        )}
        <Field
          label="Coins that open it"
          inputMode="numeric"
          value={amount}
          onChange={event => setAmount(event.target.value.trim())}
          error={wrong}
          hint="In all of somebody’s wallets together."
        />
        <p className="label secondary">Whoever opened it may keep it, even after they sell. That cannot be called back.</p>
        <Fault>{fault}</Fault>
        <Button
          full
          size="big"
          working={working}
          disabledReason={!file ? 'Choose a file first.' : wrong}
          onClick={() => file && void add(file)}
        >
          Add for holders
        </Button>
      </div>
    </Sheet>
  );
}
