import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PoseSequence } from '../../../shared/chains/pose.ts';
import { wordsOf } from '../../lib/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import { Notice } from '../../ui/state/notice.tsx';
import { startChain } from './act-on-chain.ts';
import styles from './chains.module.css';
import { PosePicker } from './pose-picker.tsx';

/** Starts a chain with a first move. */
export function StartChainSheet({ onClose, onStarted }: { onClose: () => void; onStarted: (chainId: string) => void }) {
  const cache = useQueryClient();
  const [pose, setPose] = useState<PoseSequence | null>(null);
  const [title, setTitle] = useState('');
  const [name, setName] = useState('');
  const start = useMutation({
    mutationFn: () => startChain({ pose, title: title.trim(), name: name.trim() }),
    onSuccess: async ({ chain_id }) => {
      await cache.invalidateQueries({ queryKey: ['chains', 'list'] });
      onStarted(chain_id);
    },
  });
  const reason = !pose
    ? 'Choose a recording first.'
    : !title.trim()
      ? 'Give it a title first.'
      : !name.trim()
        ? 'Name the move first.'
        : undefined;
  return (
    <Sheet open onOpenChange={open => !open && onClose()} title="Start a chain">
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault();
          if (reason === undefined && !start.isPending) start.mutate();
        }}
      >
        <Field label="Title" value={title} maxLength={80} onChange={event => setTitle(event.target.value)} />
        <PosePicker pose={pose} ink="teal" onPose={setPose} />
        <Field label="Name of the move" value={name} maxLength={40} onChange={event => setName(event.target.value)} />
        {start.isError && (
          <Notice icon="warning" tone="down" role="alert">
            {wordsOf(start.error).body}
          </Notice>
        )}
        <Button type="submit" size="big" full working={start.isPending ? 'Starting' : undefined} disabledReason={reason}>
          Start the chain
        </Button>
      </form>
    </Sheet>
  );
}
