import { useState } from 'react';
import type { Purpose } from '../../../shared/media/schema.ts';
import { wordsOf } from '../../lib/errors.ts';
import { useLeaving } from '../../lib/use-leaving.ts';
import { FileButton } from '../../ui/button/file-button.tsx';
import { Fault } from '../../ui/state/fault.tsx';
import { squarePicture } from './square-picture.ts';
import { uploadFile } from './upload-file.ts';

type PicturePickerProps = {
  purpose: Exclude<Purpose, 'take'>;
  /** What the file is, for readers. */
  fileLabel: string;
  label: string;
  full?: boolean;
  /** What to do with the file that was uploaded and checked, by its id. Whoever leaves before that changes nothing. */
  use: (fileId: string, leaving: AbortSignal) => Promise<void>;
};

/** Chooses a picture from the device, cuts it square, uploads it, and waits until its bytes were checked. */
export function PicturePicker({ purpose, fileLabel, label, full = false, use }: PicturePickerProps) {
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
      const facts = { purpose, mime: 'image/jpeg', cid: await cidOfBlob(blob), peaks: null, loudness: null };
      const id = await uploadFile({ blob, ...facts }, setWorking, left);
      await use(id, left);
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
        full={full}
        working={working}
        accept="image/*"
        fileLabel={fileLabel}
        onFile={file => void choose(file)}
      >
        {label}
      </FileButton>
      <Fault>{fault}</Fault>
    </>
  );
}
