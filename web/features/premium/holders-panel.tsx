import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '../../lib/session.ts';
import { Button } from '../../ui/button/button.tsx';
import { Card } from '../../ui/layout/layout.tsx';
import { AddSheet, type UploadSealed } from './add-sheet.tsx';
import { holdersFileQuery } from './holders-file.ts';
import { LockedFile, type LockedFileProps } from './locked-file.tsx';
import { OperatorActs } from './operator-acts.tsx';
import { OwnFile } from './own-file.tsx';
import styles from './premium.module.css';

type HoldersPanelProps = Pick<LockedFileProps, 'title' | 'symbol' | 'onBuy' | 'onPlay'> & {
  takeId: string;
  makerId: string;
  operator: boolean;
  /** Whether the wallet at hand holds so many whole coins. */
  holdsAtLeast: (coins: number) => boolean;
  upload: UploadSealed;
};

/** What a take has for those who hold its coin. Nothing where it has nothing, but for its maker the way to add something. */
export function HoldersPanel({ takeId, makerId, operator, holdsAtLeast, upload, ...rest }: HoldersPanelProps) {
  const userId = useSession()?.user.id;
  // Who signs in while it opens goes on where they were.
  const { data: file } = useQuery({ ...holdersFileQuery(takeId, userId), placeholderData: keepPreviousData });
  const [adding, setAdding] = useState(false);
  const own = userId === makerId;
  if (file === undefined || (file === null && !own)) return null;
  if (file === null)
    return (
      <div className={styles.offer}>
        <Button variant="text" size="small" icon="plus" onClick={() => setAdding(true)}>
          Add something for holders
        </Button>
        {adding && <AddSheet takeId={takeId} upload={upload} onClose={() => setAdding(false)} />}
      </div>
    );
  return (
    <section aria-label="For holders">
      <Card key={file.id} className={styles.panel ?? ''}>
        {own && <OwnFile file={file} {...rest} />}
        {!own && file.takenDown === null && <LockedFile file={file} holds={holdsAtLeast(file.leastCoins)} {...rest} />}
        {operator && !own && <OperatorActs file={file} title={rest.title} onPlay={rest.onPlay} />}
      </Card>
    </section>
  );
}
