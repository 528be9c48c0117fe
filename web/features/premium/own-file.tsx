import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Fault } from '../../ui/state/fault.tsx';
import { Notice } from '../../ui/state/notice.tsx';
import { type HoldersFile, openedQuery } from './holders-file.ts';
import { Opened } from './opened.tsx';
import styles from './premium.module.css';
import { removeHoldersFile } from './premium-calls.ts';
import { useOpening } from './use-opening.ts';
import { coinsWords, sizeWords } from './words.ts';

type OwnFileProps = { file: HoldersFile; title: string; symbol: string | null; onPlay: () => void };

/** What makers see of their own: what opens it, how often it was, itself, and the way to remove it. */
export function OwnFile({ file, title, symbol, onPlay }: OwnFileProps) {
  const cache = useQueryClient();
  const opened = useQuery(openedQuery(file.id)).data;
  const readAgain = () => cache.invalidateQueries({ queryKey: ['premium'] });
  // Who took it down says why, in the row.
  const { working, fault, blob, open } = useOpening(file.id, () => void readAgain());
  const [sure, setSure] = useState(false);
  const remove = useMutation({
    mutationFn: () => removeHoldersFile(file.id),
    onSuccess: readAgain,
  });
  const trouble = remove.error ?? fault;
  return (
    <>
      <div className={styles.head}>
        <Icon name="lock" size={24} />
        <div>
          <h2 className="heading-2">Yours for holders</h2>
          <p className="label secondary">
            {file.film ? 'Film' : 'Recording'}, {sizeWords(file.bytes)} · opens with {coinsWords(file.leastCoins, symbol)}
            {opened !== undefined && ` · opened ${opened === 1 ? 'once' : `${opened} times`}`}
          </p>
        </div>
      </div>
      {file.takenDown !== null && (
        <Notice icon="warning" tone="down">
          Taken down, so nobody can open it: {file.takenDown}
        </Notice>
      )}
      {symbol === null && file.takenDown === null && <p className="label secondary">It waits for the coin.</p>}
      {blob && <Opened blob={blob} title={title} onPlay={onPlay} />}
      <Fault>{trouble !== null && wordsOf(trouble).body}</Fault>
      {sure && <p>Its key is destroyed, and nobody opens it again. Who has opened it may keep it.</p>}
      <div className={styles.acts}>
        {!sure && !blob && file.takenDown === null && (
          <Button variant="outline" size="small" working={working} onClick={() => open()}>
            Play it
          </Button>
        )}
        {sure ? (
          <>
            <Button
              variant="outline"
              size="small"
              working={remove.isPending ? 'Removing' : undefined}
              onClick={() => remove.mutate()}
            >
              Remove it for good
            </Button>
            <Button variant="text" size="small" onClick={() => setSure(false)}>
              Keep it
            </Button>
          </>
        ) : (
          <Button variant="text" size="small" onClick={() => setSure(true)}>
            Remove
          </Button>
        )}
      </div>
    </>
  );
}
