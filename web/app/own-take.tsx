import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Performance } from '../features/performances/performance.ts';
import { EditTakeSheet } from '../features/performances/post/edit-take-sheet.tsx';
import { IconButton } from '../ui/button/icon-button.tsx';

/** What authors do with a take of theirs. */
export function OwnTake({ take }: { take: Performance }) {
  const [open, setOpen] = useState(false);
  const cache = useQueryClient();
  const navigate = useNavigate();
  const readAgain = () => cache.invalidateQueries({ queryKey: ['performances'] });
  return (
    <>
      <IconButton icon="edit" label="Edit this take" onClick={() => setOpen(true)} />
      {open && (
        <EditTakeSheet
          take={take}
          onClose={() => setOpen(false)}
          onChanged={() => void readAgain().then(() => setOpen(false))}
          onRemoved={() => {
            void readAgain();
            void navigate('/', { replace: true });
          }}
        />
      )}
    </>
  );
}
