import { useState } from 'react';
import * as z from 'zod/mini';
import { callApi } from '../../lib/api.ts';
import { wordsOf } from '../../lib/errors.ts';
import { useLeaving } from '../../lib/use-leaving.ts';
import { FileButton } from '../../ui/button/file-button.tsx';
import { Notice } from '../../ui/state/notice.tsx';
import { squarePicture } from './square-picture.ts';
import { uploadFile } from './upload-file.ts';

/** Chooses a picture from the device, cuts it square, and makes it the person's own. Who closes the sheet before that keeps the old one. */
export function AvatarPicker({ onSaved }: { onSaved: () => void }) {
  const leaving = useLeaving();
  const [working, setWorking] = useState<string>();
  const [fault, setFault] = useState<string | null>(null);
  const choose = async (file: File) => {
    const left = leaving();
    setFault(null);
    setWorking('Reading the picture');
    try {
      const blob = await squarePicture(file);
      if (!blob) return setFault('This is no picture that we can show. Choose a JPEG, PNG or WebP file.');
      const { cidOfBlob } = await import('./tools.ts');
      const facts = { purpose: 'avatar' as const, mime: 'image/jpeg', cid: await cidOfBlob(blob), peaks: null, loudness: null };
      const id = await uploadFile(
        { blob, ...facts },
        ({ step }) => setWorking(step === 'sending' ? 'Uploading' : 'Checking'),
        left,
      );
      await callApi(`api/media/${id}/as-avatar`, { method: 'POST', schema: z.object({}), signal: left });
      onSaved();
    } catch (error) {
      setFault(wordsOf(error).body);
    } finally {
      setWorking(undefined);
    }
  };
  return (
    <>
      <FileButton
        variant="outline"
        full
        working={working}
        accept="image/*"
        fileLabel="Profile picture"
        onFile={file => void choose(file)}
      >
        Choose a picture
      </FileButton>
      {fault && (
        <Notice icon="warning" tone="down" role="alert">
          {fault}
        </Notice>
      )}
    </>
  );
}
