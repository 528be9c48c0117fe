import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type PoseSequence, poseMs } from '../../../shared/chains/pose.ts';
import { Chip } from '../../ui/chip/chip.tsx';
import { Field } from '../../ui/field/field.tsx';
import { startDance, startSong } from './act-on-chain.ts';
import { FormSheet } from './form-sheet.tsx';
import { PosePicker } from './pose-picker.tsx';
import styles from './sheets.module.css';
import { TakePicker } from './take-picker.tsx';

type StartChainSheetProps = {
  /** A take that was just performed for it. */
  takeId: string | null;
  onPerform: () => void;
  onClose: () => void;
  onStarted: (chainId: string) => void;
};

/** Starts a chain with a first move, or a first verse. */
export function StartChainSheet({ takeId, onPerform, onClose, onStarted }: StartChainSheetProps) {
  const cache = useQueryClient();
  const [kind, setKind] = useState<'dance' | 'song'>(takeId === null ? 'dance' : 'song');
  const [pose, setPose] = useState<PoseSequence | null>(null);
  const [take, setTake] = useState(takeId);
  const [title, setTitle] = useState('');
  const [name, setName] = useState('');
  const dance = kind === 'dance';
  const start = useMutation({
    mutationFn: () => {
      const words = { title: title.trim(), name: name.trim() };
      return dance ? startDance({ ...words, pose, takeId: take }) : startSong({ ...words, takeId: take ?? '' });
    },
    onSuccess: async ({ chain_id }) => {
      await cache.invalidateQueries({ queryKey: ['chains'] });
      onStarted(chain_id);
    },
  });
  const change = (next: typeof kind) => {
    setKind(next);
    setTake(null);
  };
  return (
    <FormSheet
      title="Start a chain"
      button={{ label: 'Start the chain', working: 'Starting' }}
      reason={missing(kind, dance ? pose : take, title, name)}
      send={start}
      onClose={onClose}
    >
      <fieldset className={styles.kinds} aria-label="Kind">
        <Chip on={dance} onClick={() => change('dance')}>
          Dance
        </Chip>
        <Chip on={!dance} onClick={() => change('song')}>
          Song
        </Chip>
      </fieldset>
      <Field label="Title" value={title} maxLength={80} onChange={event => setTitle(event.target.value)} />
      {dance && <PosePicker pose={pose} ink="teal" onPose={setPose} />}
      <TakePicker
        kind={kind}
        chosen={take}
        onChoose={setTake}
        poseMs={dance && pose ? poseMs(pose) : undefined}
        onPerform={onPerform}
      />
      <Field
        label={dance ? 'Name of the move' : 'Name of the verse'}
        value={name}
        maxLength={40}
        onChange={event => setName(event.target.value)}
      />
    </FormSheet>
  );
}

/** What has to come first; nothing when it may be sent. `brought` is the recording of a dance, the take of a song. */
function missing(kind: 'dance' | 'song', brought: unknown, title: string, name: string): string | undefined {
  const dance = kind === 'dance';
  if (brought === null) return `Choose a ${dance ? 'recording' : 'take'} first.`;
  if (!title.trim()) return 'Give it a title first.';
  return name.trim() ? undefined : `Name the ${dance ? 'move' : 'verse'} first.`;
}
